"""Gives a fresh Tryton database a company that can take supplier invoices: CONFIG-FILE DATABASE.

One company with the minimal chart of accounts, a tax of 19 %, an account for input tax and one supplier. What a
consultant sets up in half an hour of clicking; here so that the tests and the demo run against the real thing.
"""
import sys
from decimal import Decimal

from trytond.config import config

config.update_etc(sys.argv[1])

from trytond.pool import Pool  # noqa: E402  (after the configuration, as trytond wants it)
from trytond.transaction import Transaction  # noqa: E402

DATABASE = sys.argv[2]
pool = Pool(DATABASE)
pool.init()


def get(model):
    return pool.get(model)


with Transaction().start(DATABASE, 1, context={"active_test": False}) as transaction:
    Currency = get("currency.currency")
    for name, symbol, code in [("Euro", "€", "EUR"), ("US dollar", "$", "USD"), ("Pound sterling", "£", "GBP")]:
        Currency.create([{"name": name, "symbol": symbol, "code": code, "digits": 2, "rounding": Decimal("0.01"),
                          "rates": [("create", [{"rate": Decimal(1)}])]}])
    euro, = Currency.search([("code", "=", "EUR")])
    Party = get("party.party")
    ours, = Party.create([{"name": "Sluice Demo GmbH", "addresses": [("create", [{}])]}])
    company, = get("company.company").create([{"party": ours.id, "currency": euro.id}])
    user = get("res.user")(1)
    user.companies = [company]
    user.company = company
    user.save()

with Transaction().start(DATABASE, 1, context={"company": company.id}) as transaction:
    template, = get("account.account.template").search([("parent", "=", None), ("name", "=", "Minimal Account Chart")])
    CreateChart = pool.get("account.create_chart", type="wizard")
    wizard_id, _, _ = CreateChart.create()
    wizard = CreateChart(wizard_id)
    wizard.account.company = company
    wizard.account.account_template = template
    wizard.transition_create_account()
    Account = get("account.account")
    payable, = Account.search([("type.payable", "=", True), ("company", "=", company.id)])
    receivable, = Account.search([("type.receivable", "=", True), ("company", "=", company.id)])
    expense, = Account.search([("type.expense", "=", True), ("company", "=", company.id)])
    input_tax, = Account.search([("name", "=", "Main Tax"), ("company", "=", company.id)])
    wizard.properties.company = company
    wizard.properties.account_receivable = receivable
    wizard.properties.account_payable = payable
    if hasattr(wizard.properties, "category_account_expense"):
        wizard.properties.category_account_expense = expense
        wizard.properties.category_account_revenue = None
    wizard.transition_create_properties()
    # Codes by which a mapping can find the accounts.
    payable.code, expense.code, input_tax.code = "1600", "4400", "1576"
    Account.save([payable, expense, input_tax])
    get("account.tax").create([{
        "name": "19 %", "description": "Input tax 19 %", "type": "percentage", "rate": Decimal("0.19"),
        "invoice_account": input_tax.id, "credit_note_account": input_tax.id, "company": company.id}])
    supplier, = Party.create([{
        "name": "Musterlieferant GmbH", "addresses": [("create", [{"city": "Musterstadt"}])],
        "identifiers": [("create", [{"type": "eu_vat", "code": "DE136695976"}])]}])
    transaction.commit()
