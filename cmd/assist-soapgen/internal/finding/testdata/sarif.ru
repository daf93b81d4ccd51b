{
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "assist-soapgen diff",
          "rules": [
            {
              "id": "request-field-renamed",
              "shortDescription": {
                "text": "Поле {old} теперь называется {new}."
              },
              "help": {
                "text": "Сгенерировать заново."
              },
              "defaultConfiguration": {
                "level": "error"
              },
              "properties": {
                "direction": "request",
                "layers": [
                  "wire",
                  "source"
                ],
                "severity": "breaking"
              }
            },
            {
              "id": "response-enum-value-added",
              "shortDescription": {
                "text": "Добавлены значения: {new}."
              },
              "defaultConfiguration": {
                "level": "warning"
              },
              "properties": {
                "direction": "response",
                "layers": [
                  "wire"
                ],
                "severity": "warning"
              }
            },
            {
              "id": "documentation-changed",
              "shortDescription": {
                "text": "Изменилось описание."
              },
              "defaultConfiguration": {
                "level": "note"
              },
              "properties": {
                "direction": "none",
                "layers": [],
                "severity": "info",
                "reference": "WS-I BP 1.1 R0000"
              }
            }
          ]
        }
      },
      "results": [
        {
          "ruleId": "request-field-renamed",
          "ruleIndex": 0,
          "level": "error",
          "message": {
            "text": "сервис shop, операция Pay, запрос, Order/sum|total: Поле sum теперь называется total. Оно входит в контрольное значение."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "new.wsdl"
                },
                "region": {
                  "startLine": 9,
                  "startColumn": 3
                }
              }
            }
          ],
          "relatedLocations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "old.wsdl"
                },
                "region": {
                  "startLine": 7,
                  "startColumn": 3
                }
              },
              "message": {
                "text": "как было"
              }
            }
          ],
          "partialFingerprints": {
            "assistSoapgen/v1": "d2bdbe6ae546"
          },
          "properties": {
            "direction": "request",
            "layers": [
              "wire",
              "source",
              "checkvalue"
            ],
            "severity": "breaking",
            "subject": "сервис shop, операция Pay, запрос, Order/sum|total",
            "fix": "Сгенерировать заново.",
            "impact": [
              "Sum: поле Go",
              "shop/pay.go:3:5: использует .Sum"
            ]
          }
        },
        {
          "ruleId": "response-enum-value-added",
          "ruleIndex": 1,
          "level": "warning",
          "message": {
            "text": "сервис shop, операция Pay, ответ, state: Добавлены значения: \"<b>\"."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "old.wsdl"
                },
                "region": {
                  "startLine": 7,
                  "startColumn": 1
                }
              }
            }
          ],
          "partialFingerprints": {
            "assistSoapgen/v1": "dc9e3a148e2b"
          },
          "properties": {
            "direction": "response",
            "layers": [
              "wire"
            ],
            "severity": "warning",
            "subject": "сервис shop, операция Pay, ответ, state"
          }
        },
        {
          "ruleId": "response-enum-value-added",
          "ruleIndex": 1,
          "level": "warning",
          "message": {
            "text": "сервис shop, операция Refund, ответ: Добавлены значения: x."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "new.wsdl"
                },
                "region": {
                  "startLine": 8,
                  "startColumn": 1
                }
              }
            }
          ],
          "partialFingerprints": {
            "assistSoapgen/v1": "09d8437efb17"
          },
          "suppressions": [
            {
              "kind": "external",
              "justification": "a.owner, until 2030-01-31: agreed with the shop"
            }
          ],
          "properties": {
            "direction": "response",
            "layers": [
              "wire"
            ],
            "severity": "warning",
            "subject": "сервис shop, операция Refund, ответ"
          }
        },
        {
          "ruleId": "documentation-changed",
          "ruleIndex": 2,
          "level": "note",
          "message": {
            "text": "type Order: Изменилось описание."
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "new.wsdl"
                },
                "region": {
                  "startLine": 3,
                  "startColumn": 5
                }
              }
            }
          ],
          "partialFingerprints": {
            "assistSoapgen/v1": "372c3afc560e"
          },
          "properties": {
            "direction": "none",
            "layers": [],
            "severity": "info",
            "reference": "WS-I BP 1.1 R0000",
            "subject": "type Order"
          }
        }
      ]
    }
  ]
}
