package sandbox

import (
	"maps"

	"github.com/assist-soap/toolkit/service"
)

// words are the sentences of the pages.
func words() map[string]service.Text {
	all := pageWords()
	for _, more := range []map[string]service.Text{consoleWords(), columnWords(), stateWords()} {
		maps.Copy(all, more)
	}
	return all
}

// pageWords are those of the pages a payer sees and of the front page.
func pageWords() map[string]service.Text {
	return map[string]service.Text{
		"sandbox":        {EN: "Payment sandbox", RU: "Платёжная песочница"},
		"test only":      {EN: "Test payments only: no money moves.", RU: "Только тестовые платежи: деньги не списываются."},
		"other language": {EN: "Русский", RU: "English"},
		"skip":           {EN: "Skip to content", RU: "К содержанию"},

		"bill title":   {EN: "Bill payment", RU: "Оплата счёта"},
		"bill":         {EN: "Bill", RU: "Счёт"},
		"order":        {EN: "Order", RU: "Заказ"},
		"amount":       {EN: "Amount", RU: "Сумма"},
		"comment":      {EN: "Comment", RU: "Комментарий"},
		"pay until":    {EN: "Pay before", RU: "Оплатить до"},
		"state":        {EN: "State", RU: "Состояние"},
		"payment no":   {EN: "Payment number", RU: "Номер платежа"},
		"card":         {EN: "Card", RU: "Карта"},
		"card number":  {EN: "Card number", RU: "Номер карты"},
		"expiry":       {EN: "Valid until", RU: "Действует до"},
		"expiry hint":  {EN: "MM/YY", RU: "ММ/ГГ"},
		"cvc":          {EN: "CVC2", RU: "CVC2"},
		"cvc hint":     {EN: "3 digits on the back", RU: "3 цифры на обороте"},
		"holder":       {EN: "Name on the card", RU: "Имя на карте"},
		"optional":     {EN: "optional", RU: "необязательно"},
		"pay":          {EN: "Pay", RU: "Оплатить"},
		"test cards":   {EN: "Test cards", RU: "Тестовые карты"},
		"choose card":  {EN: "Choose one to fill in the form. Any future date and any CVC2 will do.", RU: "Выберите карту, чтобы заполнить форму. Подойдут любая будущая дата и любой CVC2."},
		"use":          {EN: "Use", RU: "Выбрать"},
		"back to shop": {EN: "Return to the shop", RU: "Вернуться в магазин"},
		"check again":  {EN: "Check again", RU: "Проверить ещё раз"},

		"paid":           {EN: "The bill is paid", RU: "Счёт оплачен"},
		"paid text":      {EN: "Nothing more is to be done. The shop sees the payment now.", RU: "Больше ничего делать не нужно. Магазин уже видит оплату."},
		"held":           {EN: "The money is held", RU: "Деньги заблокированы"},
		"held text":      {EN: "The shop takes it in the second stage of the payment.", RU: "Магазин спишет их на второй стадии оплаты."},
		"waiting":        {EN: "The payment is in process", RU: "Платёж обрабатывается"},
		"waiting text":   {EN: "The bank has not answered yet. Look again in a few seconds.", RU: "Банк ещё не ответил. Проверьте через несколько секунд."},
		"step waiting":   {EN: "The bank waits for your confirmation", RU: "Банк ждёт вашего подтверждения"},
		"step link":      {EN: "Go to 3-D Secure", RU: "Перейти к 3-D Secure"},
		"expired":        {EN: "The time to pay this bill is over", RU: "Срок оплаты счёта истёк"},
		"expired text":   {EN: "Ask the shop for a new bill.", RU: "Попросите магазин выставить новый счёт."},
		"deleted":        {EN: "The shop has withdrawn this bill", RU: "Магазин отозвал этот счёт"},
		"deleted text":   {EN: "It cannot be paid any more.", RU: "Оплатить его больше нельзя."},
		"unknown":        {EN: "There is no such bill", RU: "Такого счёта нет"},
		"unknown text":   {EN: "The link is incomplete, or the sandbox was restarted since it was made.", RU: "Ссылка неполна, или песочницу с тех пор перезапускали."},
		"declined":       {EN: "The payment was declined", RU: "Платёж отклонён"},
		"cancelled":      {EN: "The payment was cancelled", RU: "Оплата отменена"},
		"cancelled text": {EN: "The shop has given money back, all or a part of it.", RU: "Магазин вернул деньги, полностью или частично."},
		"order title":    {EN: "Order payment", RU: "Оплата заказа"},
		"order paid":     {EN: "The order is paid", RU: "Заказ оплачен"},
		"order expired":  {EN: "The time to pay this order is over", RU: "Время на оплату заказа истекло"},
		"try again":      {EN: "You can try another card.", RU: "Можно попробовать другую карту."},

		"not paid":     {EN: "Nothing was paid", RU: "Оплата не выполнена"},
		"order taken":  {EN: "Another payment under this number has gone through or is in process.", RU: "Другой платёж с этим номером уже прошёл или обрабатывается."},
		"wrong number": {EN: "Enter the 12 to 19 digits of a card number without a typing error.", RU: "Введите номер карты: от 12 до 19 цифр, без опечаток."},
		"wrong expiry": {EN: "Enter month and year as MM/YY.", RU: "Введите месяц и год как ММ/ГГ."},
		"wrong cvc":    {EN: "Enter the three digits from the back of the card.", RU: "Введите три цифры с оборота карты."},

		"step title":   {EN: "Confirm the payment", RU: "Подтвердите платёж"},
		"step bank":    {EN: "Sandbox bank · 3-D Secure", RU: "Банк песочницы · 3-D Secure"},
		"step text":    {EN: "This is where your bank would ask for a code. Choose how it ends.", RU: "Здесь ваш банк спросил бы код. Выберите, чем это закончится."},
		"confirm":      {EN: "Confirm payment", RU: "Подтвердить платёж"},
		"refuse":       {EN: "Refuse", RU: "Отказаться"},
		"shop":         {EN: "Shop", RU: "Магазин"},
		"cvc text":     {EN: "This is where the payer would enter the CVC2. Choose how it ends.", RU: "Здесь плательщик ввёл бы CVC2. Выберите, чем это закончится."},
		"step done":    {EN: "Confirmed", RU: "Подтверждено"},
		"step failed":  {EN: "Not confirmed", RU: "Не подтверждено"},
		"step timeout": {EN: "The time to confirm is over", RU: "Время на подтверждение истекло"},
		"step result":  {EN: "The order is now", RU: "Состояние заказа"},
		"step unknown": {EN: "There is no such confirmation", RU: "Такого подтверждения нет"},

		"receipt title":   {EN: "Fiscal receipt", RU: "Кассовый чек"},
		"receipt no":      {EN: "Receipt number", RU: "Номер чека"},
		"receipt kind":    {EN: "Type", RU: "Тип"},
		"receipt payment": {EN: "Payment", RU: "Приход"},
		"receipt refund":  {EN: "Refund", RU: "Возврат прихода"},
		"receipt unknown": {EN: "There is no such receipt", RU: "Такого чека нет"},

		"index lead":    {EN: "An emulated payment gateway on this computer. Send it requests, open payment links, and see in the console what it made of them.", RU: "Эмулятор платёжного шлюза на этом компьютере. Отправляйте запросы, открывайте ссылки на оплату и смотрите в кабинете, что из этого вышло."},
		"services":      {EN: "Services", RU: "Сервисы"},
		"address":       {EN: "Address", RU: "Адрес"},
		"contract":      {EN: "Contract", RU: "Контракт"},
		"merchants":     {EN: "Merchants", RU: "Магазины"},
		"public":        {EN: "Public test values.", RU: "Открытые тестовые значения."},
		"login":         {EN: "Login", RU: "Логин"},
		"password":      {EN: "Password", RU: "Пароль"},
		"secret word":   {EN: "Secret word", RU: "Секретное слово"},
		"result":        {EN: "Result", RU: "Результат"},
		"any card":      {EN: "Any future expiry, any CVC2 of three digits. Other numbers with a right check digit give AS101.", RU: "Любая будущая дата, любой CVC2 из трёх цифр. Другие номера с верной контрольной цифрой дают AS101."},
		"flows":         {EN: "3-D Secure 2", RU: "3-D Secure 2"},
		"as chosen":     {EN: "as the page says", RU: "как выбрано на странице"},
		"flows text":    {EN: "Such a name on the 3-D Secure card answers with threedsdata; get3dsecver2 goes on.", RU: "С таким именем на карте 3-D Secure ответ содержит threedsdata; продолжает get3dsecver2."},
		"tokens":        {EN: "Payment tokens", RU: "Платёжные токены"},
		"tokens text":   {EN: "For TokenType 1, 2, 3 and 6 the word or {\"sandboxCard\":\"number of a test card\"}, for 5 the stored card. Other tokens give AS101.", RU: "Для TokenType 1, 2, 3 и 6 — слово или {\"sandboxCard\":\"номер тестовой карты\"}, для 5 — сохранённая карта. Другие токены дают AS101."},
		"no deliveries": {EN: "Nothing was finished yet.", RU: "Ещё ничего не завершено."},
		"again":         {EN: "Again at", RU: "Повтор в"},
		"no exchanges":  {EN: "Nothing yet. Refused requests appear here with the reason.", RU: "Пока пусто. Отклонённые запросы появятся здесь с причиной."},
		"carried out":   {EN: "carried out", RU: "выполнен"},
		"refused":       {EN: "refused", RU: "отклонён"},
		"request":       {EN: "Request", RU: "Запрос"},
		"answer":        {EN: "Answer", RU: "Ответ"},
		"fields":        {EN: "Fields (secrets masked)", RU: "Поля (секреты скрыты)"},
		"time":          {EN: "Sandbox time", RU: "Время песочницы"},
	}
}
