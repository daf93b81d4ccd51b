// W with gSOAP, over string streams. Protocol: see ../peer.go.
#include "SilentPayBinding.nsmap"
#include "soapH.h"
#include <ctime>
#include <fstream>
#include <iostream>
#include <sstream>

static std::string slurp(const char *path) {
  std::ifstream in(path);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

static long spent() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static std::string response;
static _ns1__SilentPay *request;

static bool encode(struct soap *soap, std::string &text) {
  std::ostringstream out;
  soap->os = &out;
  soap_begin(soap);
  soap_set_version(soap, 1);
  soap_serializeheader(soap);
  request->soap_serialize(soap);
  bool failed = soap_begin_send(soap) || soap_envelope_begin_out(soap) || soap_putheader(soap) || soap_body_begin_out(soap) ||
                request->soap_put(soap, "ns1:SilentPay", "") || soap_body_end_out(soap) || soap_envelope_end_out(soap) || soap_end_send(soap);
  soap->os = NULL;
  text = out.str();
  return !failed;
}

static bool decode(struct soap *soap) {
  std::istringstream in(response);
  soap->is = &in;
  _ns1__SilentPayResponse answer;
  answer.soap_default(soap);
  bool failed = soap_begin_recv(soap) || soap_envelope_begin_in(soap) || soap_recv_header(soap) || soap_body_begin_in(soap) ||
                !answer.soap_get(soap, "ns1:SilentPayResponse", NULL) || soap_body_end_in(soap) || soap_envelope_end_in(soap) || soap_end_recv(soap);
  soap->is = NULL;
  bool good = !failed && answer.return_ && answer.return_->responsecode && *answer.return_->responsecode == "AS000";
  soap_destroy(soap);
  soap_end(soap);
  return good;
}

int main(int, char **argv) {
  response = slurp(argv[2]);
  // The request is read once in a context of its own, which nobody clears.
  struct soap *source = soap_new1(SOAP_C_UTFSTRING), *soap = soap_new1(SOAP_C_UTFSTRING);
  std::istringstream in(slurp(argv[1]));
  source->is = &in;
  request = soap_new__ns1__SilentPay(source);
  if (soap_begin_recv(source) || soap_envelope_begin_in(source) || soap_recv_header(source) || soap_body_begin_in(source) ||
      !request->soap_get(source, "ns1:SilentPay", NULL)) {
    std::cout << "skip it does not read the request" << std::endl;
    return 0;
  }
  std::string text;
  if (!encode(soap, text) || text.find("W-2026-000042") == std::string::npos || !decode(soap)) {
    std::cout << "skip it does not write the request or read the answer" << std::endl;
    return 0;
  }
  std::cout << "ready encode,decode,both gSOAP " << GSOAP_VERSION / 10000 << '.' << GSOAP_VERSION / 100 % 100 << '.' << GSOAP_VERSION % 100 << std::endl;
  std::string what;
  for (long n; std::cin >> what >> n;) {
    long begin = spent();
    for (long i = 0; i < n; i++) {
      if (what != "decode") encode(soap, text);
      if (what != "encode") decode(soap);
    }
    std::cout << spent() - begin << std::endl;
  }
}
