// A foreign client: npm soap over the WSDLs the sandbox serves.
//
//   node client.js ENDPOINT     prints a line per operation: its name and ok, or what went wrong
'use strict';
const crypto = require('crypto');
const soap = require('soap');

const endpoint = process.argv[2];
const [m, login, password, word] = ['123456', 'sandbox_login', 'sandbox_pass1', 'TestSalt'];
const who = { merchant_id: m, login, password };
const md5 = (text) => crypto.createHash('md5').update(text, 'utf8').digest('hex');
const checkvalue = (x) => md5((md5(word) + md5(x)).toUpperCase()).toUpperCase();

/**
 * call performs an operation of the WSDL at a path. npm soap writes the fields in the order they are given, and
 * finds what an answer is by the name of its element; the bill services call every answer BillResponse, which
 * no operation of theirs is named after, so that it has to be told.
 */
async function call(path, operation, request) {
  const client = await soap.createClientAsync(endpoint + path);
  const { messages } = client.wsdl.definitions;
  messages.BillResponse ??= messages[`${operation}Response`];
  const [answer, xml] = await client[`${operation}Async`](request);
  return plain(answer ?? client.wsdl.xmlToObject(xml).Body.BillResponse);
}

/** plain makes text of the leaves, with attributes or without. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if ('$value' in value) return plain(value.$value);
  const fields = Object.entries(value).filter(([name]) => name !== 'attributes');
  return Object.fromEntries(fields.map(([name, field]) => [name, plain(field)]));
}
const all = (value) => (Array.isArray(value) ? value : [value]);
const inner = (answer) => answer.return ?? answer;

const bill = `NPM-${process.pid}`;
const created = {
  ...who, bill, bill_amount: '100.10', bill_currency: 'RUB',
  checkvalue: checkvalue([m, login, password, bill, '100.10', 'RUB', ...Array(9).fill('')].join(';')),
};
const order = `NPM-O-${process.pid}`;
let billnumber = '';

async function pay(ordernumber, cardnumber, { delay, cardholder, after } = {}) {
  const request = {
    ...who, ordernumber, orderamount: '10.00', ordercurrency: 'RUB', delay, cardnumber, cardholder,
    expiremonth: '12', expireyear: '2030', cvc2: '123', ...after,
  };
  for (const name of Object.keys(request)) if (request[name] === undefined) delete request[name];
  return inner(await call('/pay/silentpay.wsdl', 'SilentPay', request));
}

/** An order lives through all of them, in this order. */
const operations = {
  async 'createbill.create'() {
    return inner(await call('/bill/createbill.wsdl', 'CreateBill', { Bill: created })).Hash.length === 20;
  },
  async 'billstatus.status'() {
    const found = inner(await call('/bill/billstatus.wsdl', 'BillStatus', { Bill: { ...who, bill } }));
    return found.bill_status === 'Invoiced' && found.bill_amount === '100.10';
  },
  async 'billrevoke.revoke'() {
    const request = { ...who, bill, checkvalue: checkvalue([m, login, password, bill].join(';')) };
    return inner(await call('/bill/billrevoke.wsdl', 'BillRevoke', { Bill: request })).bill_status === 'Deleted';
  },
  async 'silentpay.pay'() {
    const after = { recurringindicator: '1', recurringminamount: '1.00', recurringmaxamount: '50.00', recurringperiod: '30', recurringmaxdate: '31.12.2039' };
    const paid = await pay(order, '4111111111111111', { delay: '1', after });
    billnumber = paid.billnumber;
    return paid.responsecode === 'AS000' && paid.orderstate === 'Delayed';
  },
  async 'charge.charge'() {
    const taken = await call('/charge/charge.wsdl', 'MakeCharge', { billnumber, ...who, amount: '4.00', currency: 'RUB' });
    return inner(taken).orderstate === 'PartialDelayed';
  },
  async 'orderstate.query'() {
    const answer = await call('/orderstate/orderstate.wsdl', 'orderstate', { ordernumber: order, ...who });
    const [found] = all(answer.orderstate.order);
    return found.checkvalue === checkvalue(`${m}${order}10.00RUBPartialDelayed`);
  },
  async 'wscancel.cancel'() {
    const gone = await call('/cancel/wscancel.wsdl', 'WSCancel', { billnumber, ...who, amount: '1.00', currency: 'RUB' });
    const [found] = all(gone.order);
    return found.orderstate === 'PartialCanceled' && all(found.operation)[0].operationtype === '300';
  },
  async 'orderresult.query'() {
    const answer = await call('/orderresult/orderresult.wsdl', 'orderresult', { ordernumber: order, ...who });
    const [found] = all(answer.orderresult.order);
    return all(found.operation).map((o) => o.operationtype).join() === '100,200,300';
  },
  async 'recurrent.pay'() {
    const next = await call('/recurrent/rp.wsdl', 'rp', { billnumber, ordernumber: `${order}-2`, ...who, amount: '20.00', currency: 'RUB' });
    return inner(next).responsecode === 'AS000';
  },
  async 'tokenpay.pay'() {
    const paid = await call('/pay/tokenpay.wsdl', 'PaymentToken', {
      ...who, ordernumber: `${order}-3`, orderamount: '10.00', ordercurrency: 'RUB', tokentype: '2', paymenttoken: '{"sandbox":"cvc2"}',
    });
    return paid.firstcode === '3' && paid.secondcode === '115' && all(all(paid.order)[0].operation)[0].operationstate === 'New';
  },
  async 'payrequest.create'() {
    const number = `${order}-4`;
    const made = await call('/pay/payrequest.wsdl', 'payrequest', {
      merchant_id: m, ordernumber: number, orderamount: '10.00', ordercurrency: 'RUB', checkvalue: checkvalue([m, number, '10.00', 'RUB'].join(';')),
    });
    return made.orderstate === 'In Process' && made.url.includes('/pay/pay.cfm?CFSID=');
  },
  async 'get3dsec.continue'() {
    const open = await pay(`${order}-5`, '4000000000003220');
    const done = await call('/get3dsec/ws3dsec.wsdl', 'get3dsec', { billnumber: open.billnumber, ...who, pares: Buffer.from('Y').toString('base64') });
    return open.responsecode === 'AS110' && inner(done).orderstate === 'Approved';
  },
  async 'get3dsecver2.continue'() {
    const open = await pay(`${order}-6`, '4000000000003220', { cardholder: 'FRICTIONLESS' });
    const done = await call('/get3dsec/get3dsecver2.wsdl', 'get3dsecver2', { billnumber: open.billnumber, ...who });
    return open.threedsdata.version === '2.0' && inner(done).threedsdata.challenge === 'F';
  },
  async 'fiscalreceipt.link'() {
    const receipt = await call('/fiscal/fiscalreceipt.wsdl', 'fiscalreceipt', { billnumber, ...who });
    return receipt.fiscalreceipt.total === '10.00';
  },
  async 'resultbydate.query'() {
    const answer = await call('/resultbydate/resultbydate.wsdl', 'resultbydate', { ...who, testmode: '1' });
    return all((answer.resultbydate ?? answer).payment).length >= 7;
  },
  async 'wrong-checkvalue'() {
    try {
      await call('/bill/createbill.wsdl', 'CreateBill', { Bill: { ...created, bill: 'NPM-X', checkvalue: '0'.repeat(32) } });
    } catch (error) {
      const fault = error.root.Envelope.Body.Fault;
      return String(fault.faultcode) === '9' && String(fault.faultstring) === '158';
    }
    return false;
  },
};

(async () => {
  for (const [name, perform] of Object.entries(operations)) {
    try {
      console.log(name, (await perform()) ? 'ok' : 'wrong answer');
    } catch (error) {
      console.log(name, String(error.message).replace(/\s+/g, ' ').slice(0, 200));
    }
  }
})();
