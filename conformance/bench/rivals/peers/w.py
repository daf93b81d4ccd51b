# W with zeep, without transport. Protocol: see ../peer.go.
import json
import sys
import time

try:
    import zeep
    from requests import Response
except ImportError as reason:
    print("skip zeep is not installed:", reason, flush=True)
    sys.exit()

wsdl, work = sys.argv[1:]
w = json.load(open(work, encoding="utf-8"))
request = {pair["Name"]: pair["Text"] for pair in w["request"]}
client = zeep.Client(wsdl)
service = client.service
operation = service._binding.get("SilentPay")
answer = Response()
answer.status_code = 200
answer.headers["Content-Type"] = "text/xml; charset=utf-8"
answer._content = w["response"].encode()


def encode():
    from lxml import etree
    etree.tostring(client.create_message(service, "SilentPay", **request), xml_declaration=True, encoding="utf-8")


def decode():
    return service._binding.process_reply(client, operation, answer)


def both():
    encode()
    decode()


result = decode()
if getattr(result, "responsecode", None) != "AS000" and result["return"]["responsecode"] != "AS000":
    print("skip it does not read the answer", flush=True)
    sys.exit()
print("ready encode,decode,both zeep", zeep.__version__, flush=True)
for line in sys.stdin:
    what, n = line.split()
    work = {"encode": encode, "decode": decode, "both": both}[what]
    begin = time.process_time_ns()
    for _ in range(int(n)):
        work()
    print(time.process_time_ns() - begin, flush=True)
