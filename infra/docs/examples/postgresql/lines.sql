-- The line items of all invoices as rows; they change together with their invoice, in one statement.
create view invoice_lines as
select document_id, position, line.*
from invoice
cross join lateral jsonb_array_elements(line_items::jsonb) with ordinality as item (body, position)
cross join lateral jsonb_to_record(item.body)
  as line (number text, description text, quantity numeric, unit text, "unitPrice" numeric, "lineTotal" numeric, "taxRate" numeric);
