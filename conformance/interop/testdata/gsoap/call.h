/* What every caller of call.c shares: arguments as name=value, one line per shown field of the answer. */
#include "soapH.h"
#include "namespaces.h" /* client.sh renames what soapcpp2 made */
#include <stdarg.h>

static struct soap *gateway;
static const char *endpoint;
static char **arguments;

/* given finds the value of name=value; a field that is not given is not sent. */
static char *given(const char *name) {
	size_t n = strlen(name);
	for (char **a = arguments; *a; a++)
		if (strncmp(*a, name, n) == 0 && (*a)[n] == '=')
			return *a + n + 1;
	return NULL;
}

static void start(char **argv) {
	gateway = soap_new1(SOAP_C_UTFSTRING);
	endpoint = argv[1];
	arguments = argv + 2;
}

static int finish(int status) {
	if (status == SOAP_OK)
		return 0;
	const char **code = soap_faultcode(gateway), **text = soap_faultstring(gateway);
	printf("fault=%s/%s\n", code && *code ? *code : "?", text && *text ? *text : "?");
	return 0;
}

static void show(const char *name, const char *value) { printf("%s=%s\n", name, value ? value : ""); }

#define IN(q, field) (q).field = given(#field)
#define IN_AS(q, field, name) (q).field = given(name)
#define FLAG(q, field, kind)                                                        \
	if (given(#field))                                                              \
	(q).field = soap_malloc(gateway, sizeof *(q).field), soap_s2##kind(gateway, given(#field), (q).field)
#define WHO(q) IN_AS(q, merchant_USCOREid, "merchant_id"), IN(q, login), IN(q, password)
