// A foreign gateway: npm soap serves the toolkit's WSDLs; what it answers is written
// from the documents, in the hand of somebody who never saw the toolkit's code.
//
//   node server.js WSDL-FOLDER     prints the address it listens on
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');
const soap = require('soap');

const merchant = { id: '123456', login: 'sandbox_login', password: 'sandbox_pass1', word: 'TestSalt' };
const md5 = (text) => crypto.createHash('md5').update(text, 'utf8').digest('hex');
const checkvalue = (x) => md5((md5(merchant.word) + md5(x)).toUpperCase()).toUpperCase();

/** refuse throws what the gateway calls a refusal: two codes in place of a fault's own. */
function refuse(first, second) {
  throw { Fault: { faultcode: String(first), faultstring: String(second), detail: {}, statusCode: 500 } };
}

/** plain undoes what npm soap makes of a leaf with attributes: {attributes, $value}. */
function plain(fields) {
  const out = {};
  for (const [name, value] of Object.entries(fields || {})) {
    if (name === 'attributes') continue;
    out[name] = value !== null && typeof value === 'object' ? String(value.$value ?? '') : String(value ?? '');
  }
  return out;
}

function authenticate(request) {
  if (request.merchant_id !== merchant.id) refuse(10, 100);
  if (request.login !== merchant.login || request.password !== merchant.password) refuse(7, 141);
}

function checked(request, terms) {
  const x = terms.map((name) => request[name] ?? '').join(';');
  if ((request.checkvalue || '').toUpperCase() !== checkvalue(x)) refuse(9, 158);
}

const bills = new Map();
const signedOnCreation = ['merchant_id', 'login', 'password', 'bill', 'bill_amount', 'bill_currency', 'bill_comment', 'customer_name',
  'customer_lastname', 'customer_middlename', 'customer_email', 'customer_phone', 'customer_mobile', 'language', 'pay_until'];
const shown = ['merchant_id', 'bill', 'bill_amount', 'bill_currency', 'bill_comment', 'bill_date', 'bill_status', 'billNumber', 'payment_date',
  'payment_amount', 'payment_currency', 'payment_rrn', 'refund_amount', 'customer_name', 'customer_lastname', 'customer_middlename',
  'customer_email', 'customer_phone', 'customer_mobile', 'language', 'pay_until'];

const two = (n) => String(n).padStart(2, '0');
const day = (t) => `${two(t.getUTCDate())}.${two(t.getUTCMonth() + 1)}.${t.getUTCFullYear()}`;
const time = (t) => `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())}`;

/** show writes a bill as its answer has it: every field, empty ones too, and the check value over them. */
function show(bill) {
  const answer = {};
  for (const name of shown) answer[name] = bill[name] ?? '';
  answer.sendnotification = bill.sendnotification ?? '0';
  answer.checkValue = checkvalue(shown.concat('bill_type').map((name) => bill[name] ?? '').join(';'));
  return { return: answer };
}

function find(request) {
  authenticate(request);
  const bill = bills.get(request.bill);
  if (!bill) refuse(10, 187);
  return bill;
}

/** What each operation does, by its name in the WSDL. All others are not there, as at a half-built gateway. */
const operations = {
  CreateBill({ Bill }) {
    const request = plain(Bill);
    authenticate(request);
    checked(request, signedOnCreation);
    if (bills.has(request.bill)) refuse(11, 187);
    const now = new Date();
    const until = new Date(now.getTime() + 24 * 3600e3);
    bills.set(request.bill, Object.assign({}, request, {
      bill_date: `${day(now)} ${time(now)}`, bill_status: 'Invoiced', payment_amount: '0.00', refund_amount: '',
      pay_until: request.pay_until || `${until.getUTCFullYear()}${two(until.getUTCMonth() + 1)}${two(until.getUTCDate())}T${two(until.getUTCHours())}${two(until.getUTCMinutes())}`,
    }));
    return { return: { Hash: crypto.randomBytes(15).toString('base64') } };
  },
  BillStatus({ Bill }) {
    return show(find(plain(Bill)));
  },
  BillRevoke({ Bill }) {
    const request = plain(Bill);
    const bill = find(request);
    checked(request, ['merchant_id', 'login', 'password', 'bill']);
    if (bill.bill_status !== 'Invoiced') refuse(11, 187);
    bill.bill_status = 'Deleted';
    return show(bill);
  },
};

const folder = process.argv[2];
const server = http.createServer((_, response) => { response.statusCode = 404; response.end('there is nothing here'); });
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.wsdl'))) {
  const text = fs.readFileSync(path.join(folder, file), 'utf8');
  const [, service] = text.match(/<service name="([^"]+)"/);
  const [, port] = text.match(/<port name="([^"]+)"/);
  const [, address] = text.match(/address location="https?:\/\/[^/]+([^"]+)"/);
  const names = [...text.matchAll(/<operation name="([^"]+)"/g)].map((found) => found[1]);
  const methods = {};
  for (const name of names) methods[name] = operations[name] || (() => refuse(1, 1));
  soap.listen(server, { path: address, services: { [service]: { [port]: methods } }, xml: text, suppressStack: true });
}
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
