// A foreign gateway: npm soap over the toolkit's WSDLs. What it must be asked and what it answers is in
// testdata/exchanges.json, shared with testdata/server.php. (server.js is the gateway that the whole suite runs against.)
//
//   node exchanges.js PORT
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');
const soap = require('soap');

const word = 'TestSalt';
const credentials = { merchant_id: '123456', login: 'sandbox_login', password: 'sandbox_pass1' };
const exchanges = JSON.parse(fs.readFileSync(path.join(__dirname, '../testdata/exchanges.json'), 'utf8'));
const md5 = (text) => crypto.createHash('md5').update(text, 'utf8').digest('hex');
const checkvalue = (x) => md5((md5(word) + md5(x)).toUpperCase()).toUpperCase();
const fill = (text, request) => text.replace(/\{(\w+)\}/g, (whole, name) => request[name] ?? whole);

/** answer fills a template: {field} is what was asked, a text after # is replaced by its check value. */
function answer(template, request) {
  if (Array.isArray(template)) return template.map((part) => answer(part, request));
  if (typeof template === 'object') return Object.fromEntries(Object.entries(template).map(([name, part]) => [name, answer(part, request)]));
  const text = fill(template, request);
  return text.startsWith('#') ? checkvalue(text.slice(1)) : text;
}

function refuse(reason) {
  throw { Fault: { faultcode: 'Client', faultstring: reason, statusCode: 500 } };
}

const text = (value) => String(value?.$value ?? (typeof value === 'object' ? '' : value));

function perform({ operation, request: wanted, checkvalue: x, answer: template }, received) {
  const fields = Object.entries(received.Bill ?? received).filter(([name]) => name !== 'attributes');
  const request = Object.fromEntries(fields.map(([name, value]) => [name, text(value)]));
  const known = 'password' in request ? credentials : { merchant_id: credentials.merchant_id }; // payrequest has no password
  for (const [name, want] of Object.entries({ ...known, ...wanted })) {
    if (request[name] !== want) refuse(`${operation}: ${name} is not what was sent`);
  }
  if (x && request.checkvalue !== checkvalue(fill(x, { ...credentials, ...request }))) refuse(`${operation}: the check value is wrong`);
  return answer(template, request);
}

const server = http.createServer((_, response) => { response.statusCode = 404; response.end(); });
const folder = path.join(__dirname, '../../../wsdl');
for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.wsdl'))) {
  const xml = fs.readFileSync(path.join(folder, file), 'utf8');
  const [, service] = xml.match(/<service name="([^"]+)"/);
  const [, port] = xml.match(/<port name="([^"]+)"/);
  const [, address] = xml.match(/address location="https?:\/\/[^/]+([^"]+)"/);
  const methods = {};
  for (const exchange of Object.values(exchanges)) methods[exchange.operation] = (received) => perform(exchange, received);
  soap.listen(server, { path: address, services: { [service]: { [port]: methods } }, xml, suppressStack: true });
}
server.listen(Number(process.argv[2]), '127.0.0.1');
