package io.sluice.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A made document: small, no two alike, and known in how it ends.
 *
 * @param fileName its name
 * @param bytes its content
 * @param end how it ends if nothing dies
 * @param repeated whether its sender hands it in twice, as one does that crashed before it heard
 *     the answer
 * @param claimCheck whether its content travels in the content store
 */
record Paper(String fileName, byte[] bytes, Route end, boolean repeated, boolean claimCheck) {

  /** The document of that number, from 0: a pure function of the seed and the number. */
  static Paper of(long seed, int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    boolean repeated = random.nextInt(20) == 0;
    boolean claimCheck = random.nextInt(4) == 0;
    String mark = Long.toString(seed, 36) + "-" + number;
    int kind = random.nextInt(20);
    if (kind < 9) {
      return new Paper("mail.eml", utf8(mail(mark)), Route.COMPLETED, repeated, claimCheck);
    }
    if (kind < 13) {
      byte[] invoice = utf8(invoice(mark, 1 + random.nextInt(500)));
      return new Paper("invoice.xml", invoice, Route.COMPLETED, repeated, claimCheck);
    }
    if (kind < 15) {
      byte[] mail = utf8(mailWithAttachment(mark));
      return new Paper("mail.eml", mail, Route.COMPLETED, repeated, claimCheck);
    }
    if (kind < 18) {
      return new Paper("minutes.html", utf8(minutes(mark)), Route.REVIEW, repeated, claimCheck);
    }
    if (kind < 19) {
      return new Paper("mails.zip", twoMails(mark), Route.REVIEW, repeated, claimCheck);
    }
    byte[] blank = utf8("<html><head><meta name='n' content='" + mark + "'></head></html>");
    return new Paper("blank.html", blank, Route.REJECTED, repeated, claimCheck);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String head(String mark) {
    return """
    From: Anna Becker <anna.becker@example.org>
    To: Orders <orders@example.com>
    Subject: Order %s
    Date: Mon, 02 Nov 2026 09:15:00 +0100
    Message-ID: <%s@example.org>
    MIME-Version: 1.0
    """
        .formatted(mark, mark);
  }

  private static String mail(String mark) {
    return head(mark)
        + """
        Content-Type: text/plain; charset=utf-8

        Dear team, please send the paper of order %s to our office. Kind regards, Anna Becker
        """
            .formatted(mark);
  }

  private static String mailWithAttachment(String mark) {
    return head(mark)
        + """
        Content-Type: multipart/mixed; boundary="part"

        --part
        Content-Type: text/plain; charset=utf-8

        The minutes of %s are attached.
        --part
        Content-Type: text/html; charset=utf-8; name="minutes.html"
        Content-Disposition: attachment; filename="minutes.html"

        %s
        --part--
        """
            .formatted(mark, minutes(mark));
  }

  private static String minutes(String mark) {
    return "<html><body><h1>Minutes %s</h1><p>The members met on 3 March and spoke of item %s.</p></body></html>"
        .formatted(mark, mark);
  }

  private static byte[] twoMails(String mark) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String part : new String[] {"a", "b"}) {
        ZipEntry entry = new ZipEntry(part + ".eml");
        // The time of day would make another document of it on each call.
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(utf8(mail(mark + part)));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stream into memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static String invoice(String mark, int net) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
        xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
        xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
      <rsm:ExchangedDocument>
        <ram:ID>R-%1$s</ram:ID><ram:TypeCode>380</ram:TypeCode>
        <ram:IssueDateTime><udt:DateTimeString format="102">20261102</udt:DateTimeString></ram:IssueDateTime>
      </rsm:ExchangedDocument>
      <rsm:SupplyChainTradeTransaction>
        <ram:IncludedSupplyChainTradeLineItem>
          <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID></ram:AssociatedDocumentLineDocument>
          <ram:SpecifiedTradeProduct><ram:Name>Paper</ram:Name></ram:SpecifiedTradeProduct>
          <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>%2$d.00</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
          <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">100</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>
          <ram:SpecifiedLineTradeSettlement>
            <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>19</ram:RateApplicablePercent></ram:ApplicableTradeTax>
            <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>%2$d00.00</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>
          </ram:SpecifiedLineTradeSettlement>
        </ram:IncludedSupplyChainTradeLineItem>
        <ram:ApplicableHeaderTradeAgreement>
          <ram:SellerTradeParty><ram:Name>Lindenhof Papier GmbH</ram:Name></ram:SellerTradeParty>
          <ram:BuyerTradeParty><ram:Name>Muster AG</ram:Name></ram:BuyerTradeParty>
        </ram:ApplicableHeaderTradeAgreement>
        <ram:ApplicableHeaderTradeDelivery/>
        <ram:ApplicableHeaderTradeSettlement>
          <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
          <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
            <ram:LineTotalAmount>%2$d00.00</ram:LineTotalAmount>
            <ram:TaxBasisTotalAmount>%2$d00.00</ram:TaxBasisTotalAmount>
            <ram:TaxTotalAmount currencyID="EUR">%3$d.00</ram:TaxTotalAmount>
            <ram:GrandTotalAmount>%4$d.00</ram:GrandTotalAmount>
            <ram:DuePayableAmount>%4$d.00</ram:DuePayableAmount>
          </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
        </ram:ApplicableHeaderTradeSettlement>
      </rsm:SupplyChainTradeTransaction>
    </rsm:CrossIndustryInvoice>
    """
        .formatted(mark, net, 19 * net, 119 * net);
  }
}
