<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="diff old.wsdl new.wsdl" tests="6" failures="3" errors="0" skipped="1">
    <testcase name="сервис shop, операция Pay, запрос, Order/sum|total [d2bdbe6ae546]" classname="diff.request-field-renamed">
      <failure message="Поле sum теперь называется total. Оно входит в контрольное значение." type="request-field-renamed">old.wsdl:7:3 → new.wsdl:9:3&#xA;Поле sum теперь называется total. Оно входит в контрольное значение.&#xA;Сгенерировать заново.</failure>
    </testcase>
    <testcase name="сервис shop, операция Pay, ответ, state [dc9e3a148e2b]" classname="diff.response-enum-value-added">
      <system-out>было: old.wsdl:7:1: Добавлены значения: &#34;&lt;b&gt;&#34;.</system-out>
    </testcase>
    <testcase name="сервис shop, операция Refund, ответ [09d8437efb17]" classname="diff.response-enum-value-added">
      <skipped message="a.owner, until 2030-01-31: agreed with the shop"></skipped>
    </testcase>
    <testcase name="type Order [372c3afc560e]" classname="diff.documentation-changed">
      <system-out>new.wsdl:3:5: Изменилось описание.</system-out>
    </testcase>
    <testcase name="approval d2bdbe6ae546" classname="diff.approvals">
      <failure message="approvals.txt:4:1: срок истёк 2020-01-31; решите заново" type="stale-approval">approvals.txt:4:1: срок истёк 2020-01-31; решите заново</failure>
    </testcase>
    <testcase name="approval 000000000000" classname="diff.approvals">
      <failure message="approvals.txt:5:1: не соответствует ни одному замечанию; удалите запись" type="stale-approval">approvals.txt:5:1: не соответствует ни одному замечанию; удалите запись</failure>
    </testcase>
  </testsuite>
</testsuites>
