package checkvalue

import "github.com/assist-soap/toolkit/service"

// mistakes is the catalogue of what usually goes wrong, gathered from public client
// code and shop modules (assist-clients.md section 2). The likely ones come first;
// those that replace the parts of a draft come before those that change them.
func mistakes() []mistake {
	return []mistake{
		{id: "other-variant", cheap: true, vary: otherVariant, text: service.Text{
			EN: "the value follows the variant {how} of the recipe",
			RU: "значение построено по варианту {how} правила",
		}},
		{id: "other-amount", cheap: true, vary: otherAmount, text: service.Text{
			EN: "{how} was digested in place of {fields}",
			RU: "вместо {fields} взято {how}",
		}},
		{id: "origin", cheap: true, vary: otherOrigin, text: service.Text{
			EN: "{fields} was taken from the {how}, where it has another value",
			RU: "{fields}: взято значение из другого сообщения ({how}), где оно отличается",
		}},
		{id: "no-credentials", cheap: true, vary: noCredentials, text: service.Text{
			EN: "{fields}: {how}",
			RU: "{fields}: {how}",
		}},
		{id: "dropped-empties", cheap: true, vary: droppedEmpties, text: service.Text{
			EN: "{fields}: {how} and dropped with the delimiter; in this message an empty value keeps its slot",
			RU: "{fields}: {how} и опущены вместе с разделителем; в этом сообщении пустое значение сохраняет место",
		}},
		{id: "kept-empties", cheap: true, vary: keptEmpties, text: service.Text{
			EN: "{fields} was kept {how}; in this message an absent or zero value leaves neither value nor delimiter",
			RU: "{fields}: сохранено место ({how}); в этом сообщении отсутствующее или нулевое значение опускается вместе с разделителем",
		}},
		{id: "amount-spelling", cheap: true, vary: amountSpelling, text: service.Text{
			EN: "{fields} was digested as {how}; the text digested must be the text sent",
			RU: "{fields}: сумма записана как {how}; хешироваться должен тот же текст, что передаётся",
		}},
		{id: "delimiter", cheap: true, vary: otherDelimiter, text: service.Text{
			EN: "the values were joined with {how} as delimiter",
			RU: "разделитель значений: {how}",
		}},
		{id: "trailing-delimiter", cheap: true, vary: trailingDelimiter, text: service.Text{
			EN: "{how}", RU: "{how}",
		}},
		{id: "cp1251", cheap: true, vary: otherCharset, text: service.Text{
			EN: "X was digested {how}, not as UTF-8",
			RU: "строка X взята {how}, а не в UTF-8",
		}},
		{id: "stripped", cheap: true, vary: stripped, text: service.Text{
			EN: "{fields} was digested without the characters that the gateway removes ({how}); do not send them",
			RU: "{fields}: хешировано без символов, которые удаляет шлюз ({how}); не передавайте их",
		}},
		{id: "escaped", cheap: true, vary: escaped, text: service.Text{
			EN: "{fields} was digested in its XML-escaped form (&amp; for &)",
			RU: "{fields}: хеширован текст с экранированием XML (&amp; вместо &)",
		}},
		{id: "rule", cheap: true, keyed: true, vary: otherRule, text: service.Text{
			EN: "the value was computed as {how}; the rule is UPPER(md5(UPPER(md5(secret word) + md5(X))))",
			RU: "значение вычислено как {how}; правило: UPPER(md5(UPPER(md5(секретное слово) + md5(X))))",
		}},
		{id: "secret-word", cheap: true, keyed: true, vary: otherWord, text: service.Text{
			EN: "the secret word was taken {how}",
			RU: "секретное слово взято {how}",
		}},
		{id: "missing-field", vary: missingField, text: service.Text{
			EN: "{fields} was {how}",
			RU: "{fields}: {how}",
		}},
		{id: "spaces", vary: spaces, text: service.Text{
			EN: "{fields} was digested {how}",
			RU: "{fields}: хешировано {how}",
		}},
		{id: "swapped", vary: swapped, text: service.Text{
			EN: "{fields} changed places",
			RU: "переставлены местами {fields}",
		}},
		{id: "extra-field", vary: extraField, text: service.Text{
			EN: "{fields} was digested too, {how}; the recipe leaves it out",
			RU: "{fields}: значение тоже вошло в строку ({how}), хотя по правилу не входит",
		}},
	}
}
