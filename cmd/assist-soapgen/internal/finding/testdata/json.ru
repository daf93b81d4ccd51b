{
  "version": 1,
  "check": "diff",
  "inputs": [
    "old.wsdl",
    "new.wsdl"
  ],
  "summary": {
    "breaking": 1,
    "error": 0,
    "warning": 1,
    "info": 1,
    "approved": 1
  },
  "release": "major",
  "findings": [
    {
      "rule": "request-field-renamed",
      "severity": "breaking",
      "direction": "request",
      "layers": [
        "wire",
        "source",
        "checkvalue"
      ],
      "fingerprint": "d2bdbe6ae546",
      "subject": {
        "service": "shop",
        "operation": "Pay",
        "message": "request",
        "path": "Order/sum|total",
        "text": {
          "en": "service shop, operation Pay, request, Order/sum|total",
          "ru": "сервис shop, операция Pay, запрос, Order/sum|total"
        }
      },
      "also": [
        {
          "service": "shop",
          "operation": "Refund",
          "message": "request",
          "path": "Order/sum",
          "text": {
            "en": "service shop, operation Refund, request, Order/sum",
            "ru": "сервис shop, операция Refund, запрос, Order/sum"
          }
        },
        {
          "port": "P",
          "text": {
            "en": "port P",
            "ru": "порт P"
          }
        },
        {
          "message": "request header",
          "block": "H",
          "text": {
            "en": "request header H",
            "ru": "заголовок запроса H"
          }
        },
        {
          "message": "fault",
          "text": {
            "en": "fault",
            "ru": "отказ"
          }
        },
        {
          "text": {
            "en": "the whole description",
            "ru": "описание в целом"
          }
        }
      ],
      "old": {
        "file": "old.wsdl",
        "line": 7,
        "column": 3
      },
      "new": {
        "file": "new.wsdl",
        "line": 9,
        "column": 3
      },
      "values": {
        "new": "total",
        "old": "sum"
      },
      "text": {
        "en": "sum is now called total.",
        "ru": "Поле sum теперь называется total."
      },
      "fix": {
        "en": "Regenerate.",
        "ru": "Сгенерировать заново."
      },
      "notes": [
        {
          "en": "It enters the check value.",
          "ru": "Оно входит в контрольное значение."
        }
      ],
      "impact": [
        {
          "kind": "symbol",
          "place": "Sum",
          "text": {
            "en": "Go field",
            "ru": "поле Go"
          }
        },
        {
          "kind": "caller",
          "place": "shop/pay.go:3:5",
          "text": {
            "en": "uses .Sum",
            "ru": "использует .Sum"
          }
        }
      ]
    },
    {
      "rule": "response-enum-value-added",
      "severity": "warning",
      "direction": "response",
      "layers": [
        "wire"
      ],
      "fingerprint": "dc9e3a148e2b",
      "subject": {
        "service": "shop",
        "operation": "Pay",
        "message": "response",
        "path": "state",
        "text": {
          "en": "service shop, operation Pay, response, state",
          "ru": "сервис shop, операция Pay, ответ, state"
        }
      },
      "old": {
        "file": "old.wsdl",
        "line": 7,
        "column": 1
      },
      "values": {
        "new": "\"<b>\""
      },
      "text": {
        "en": "Values were added: \"<b>\".",
        "ru": "Добавлены значения: \"<b>\"."
      }
    },
    {
      "rule": "response-enum-value-added",
      "severity": "warning",
      "direction": "response",
      "layers": [
        "wire"
      ],
      "fingerprint": "09d8437efb17",
      "subject": {
        "service": "shop",
        "operation": "Refund",
        "message": "response",
        "text": {
          "en": "service shop, operation Refund, response",
          "ru": "сервис shop, операция Refund, ответ"
        }
      },
      "new": {
        "file": "new.wsdl",
        "line": 8,
        "column": 1
      },
      "values": {
        "new": "x"
      },
      "text": {
        "en": "Values were added: x.",
        "ru": "Добавлены значения: x."
      },
      "approved": {
        "owner": "a.owner",
        "expires": "2030-01-31",
        "reason": "agreed with the shop"
      }
    },
    {
      "rule": "documentation-changed",
      "reference": "WS-I BP 1.1 R0000",
      "severity": "info",
      "direction": "none",
      "layers": [],
      "fingerprint": "372c3afc560e",
      "subject": {
        "component": "type Order",
        "text": {
          "en": "type Order",
          "ru": "type Order"
        }
      },
      "new": {
        "file": "new.wsdl",
        "line": 3,
        "column": 5
      },
      "text": {
        "en": "The documentation changed.",
        "ru": "Изменилось описание."
      }
    }
  ],
  "stale": [
    {
      "fingerprint": "d2bdbe6ae546",
      "place": {
        "file": "approvals.txt",
        "line": 4,
        "column": 1
      },
      "why": {
        "en": "expired on 2020-01-31; decide again",
        "ru": "срок истёк 2020-01-31; решите заново"
      }
    },
    {
      "fingerprint": "000000000000",
      "place": {
        "file": "approvals.txt",
        "line": 5,
        "column": 1
      },
      "why": {
        "en": "matches no finding; remove the entry",
        "ru": "не соответствует ни одному замечанию; удалите запись"
      }
    }
  ]
}
