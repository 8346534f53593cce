#include "core/net/helloguard.h"

#include <QTest>
#include <optional>

using namespace sluice;
using Verdict = HelloGuard::Verdict;

// Records and messages by hand: RFC 8446 §4 and §5.1.
class TestHelloGuard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void judges_data();
    void judges();
};

namespace {

QByteArray record(int type, const QByteArray& body)
{
    QByteArray octets;
    octets.append(static_cast<char>(type)).append("\x03\x03");
    octets.append(static_cast<char>(body.size() >> 8)).append(static_cast<char>(body.size()));
    return octets + body;
}

QByteArray message(int type, int size, std::optional<int> announced = {})
{
    const int length = announced.value_or(size);
    QByteArray octets;
    octets.append(static_cast<char>(type)).append(static_cast<char>(length >> 16));
    octets.append(static_cast<char>(length >> 8)).append(static_cast<char>(length));
    return octets + QByteArray(size, 'x');
}

} // namespace

void TestHelloGuard::judges_data()
{
    QTest::addColumn<QByteArray>("octets");
    QTest::addColumn<bool>("isTls13");
    QTest::addColumn<Verdict>("verdict");
    const QByteArray hello = record(22, message(1, 200));
    const QByteArray change = record(20, "\x01");
    const QByteArray noise = record(22, QByteArray(40, '\xEE')); // encrypted
    const auto row = [](const char* name, const QByteArray& octets, bool isTls13, Verdict verdict) {
        QTest::newRow(name) << octets << isTls13 << verdict;
    };
    row("a hello", hello, false, Verdict::Fine);
    row("the longest hello", record(22, message(1, 16000, 16384)), false, Verdict::Fine);
    row("a longer one is announced", record(22, message(1, 0, 16385)), false, Verdict::TooLong);
    row("the announcement is cut in two",
        record(22, message(1, 0, 99999).left(2)) + record(22, message(1, 0, 99999).mid(2)), false,
        Verdict::TooLong);
    row("a message over three records",
        record(22, message(1, 10, 30)) + record(22, QByteArray(10, '\xFF'))
            + record(22, QByteArray(10, '\xFF')),
        false, Verdict::Fine);
    row("two messages in one record", record(22, message(1, 5) + message(1, 5)), false,
        Verdict::Fine);
    row("the second of them is too long", record(22, message(1, 5) + message(1, 5, 70000)), false,
        Verdict::TooLong);
    row("empty records between", record(22, {}) + record(22, {}) + hello, false, Verdict::Fine);
    row("TLS 1.2 is encrypted behind ChangeCipherSpec", hello + change + noise, false,
        Verdict::Fine);
    row("TLS 1.3 is not: a second hello may follow",
        hello + change + record(22, message(1, 0, 70000)), true, Verdict::TooLong);
    row("encrypted records of TLS 1.3", hello + change + record(23, QByteArray(60, '\xEE')), true,
        Verdict::Fine);
    row("HTTP", "GET / HTTP/1.1\r\n", false, Verdict::PlainHttp);
    row("any method", "PROPFIND / HTTP/1.1\r\n", false, Verdict::PlainHttp);
    row("no method", "get / HTTP/1.1\r\n", false, Verdict::NoTls);
    row("an alert first", record(21, "\x02\x28"), false, Verdict::NoTls);
    row("nothing yet", {}, false, Verdict::Fine);
}

void TestHelloGuard::judges()
{
    QFETCH(QByteArray, octets);
    QFETCH(bool, isTls13);
    QFETCH(Verdict, verdict);
    for (const std::size_t piece :
         { std::size_t { 65536 }, std::size_t { 1 }, std::size_t { 7 } }) {
        HelloGuard guard;
        std::string_view rest(octets.data(), static_cast<std::size_t>(octets.size()));
        Verdict said = Verdict::Fine;
        while (!rest.empty() && said == Verdict::Fine) {
            said = guard.look(rest.substr(0, piece), isTls13);
            rest.remove_prefix(std::min(piece, rest.size()));
        }
        QCOMPARE(said, verdict);
    }
}

QTEST_APPLESS_MAIN(TestHelloGuard)
#include "tst_helloguard.moc"
