// W with npm soap, its HTTP client replaced. Protocol: see ../peer.go.
const fs = require('fs')
const readline = require('readline')
const [, , wsdl, work, modules] = process.argv
let soap
try {
  soap = require(modules + '/soap')
} catch {
  console.log('skip npm soap is not installed; .ci/install-interop installs it')
  process.exit()
}
const w = JSON.parse(fs.readFileSync(work, 'utf8'))
const request = Object.fromEntries(w.request.map(p => [p.Name, p.Text]))
const httpClient = { request: (url, data, callback) => { callback(null, { statusCode: 200, headers: {} }, w.response); return {} } }
async function main () {
  const client = await soap.createClientAsync(wsdl, { httpClient, endpoint: 'http://127.0.0.1/' })
  const [answer] = await client.SilentPayAsync(request)
  const code = answer.return.responsecode
  if ((code.$value || code) !== 'AS000') {
    console.log('skip it does not read the answer')
    process.exit()
  }
  console.log('ready both npm soap ' + JSON.parse(fs.readFileSync(modules + '/soap/package.json')).version + ' (node ' + process.version + ')')
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const n = Number(line.split(' ')[1])
    const begin = process.cpuUsage()
    for (let i = 0; i < n; i++) await client.SilentPayAsync(request)
    const spent = process.cpuUsage(begin)
    console.log((spent.user + spent.system) * 1000)
  }
}
main().catch(reason => { console.log('skip ' + String(reason).split('\n')[0]) ; process.exit() })
