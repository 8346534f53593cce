#include "core/auth/serverpin.h"

#include "tests/support/certificate.h"
#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslKey>
#include <QTest>

using namespace sluice;

namespace {

const std::string one = "sha256//" + std::string(43, 'A') + '=';
const std::string other = "sha256//" + std::string(42, 'A') + "E=";

} // namespace

class TestServerPin : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pinsAreRead_data();
    void pinsAreRead();
    void eachOfSeveralIsAllowed();
    void aCertificatesPinIsTheHashOfItsKey();
    void whatIsNoCertificateHasNone();
};

void TestServerPin::pinsAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("right");
    const auto row = [](const char* name, const std::string& text, bool right) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << right;
    };
    row("one", one, true);
    row("two", one + ';' + other, true);
    row("none", "", false);
    row("an empty one among them", one + ";;" + other, false);
    row("a separator at the end", one + ';', false);
    row("without the hash's name", std::string(43, 'A') + '=', false);
    row("another hash", "sha1//" + std::string(27, 'A') + '=', false);
    row("too short", "sha256//" + std::string(39, 'A') + '=', false);
    row("too long", one + "AAAA", false);
    row("33 octets", "sha256//" + std::string(44, 'A'), false);
    row("31 octets", "sha256//" + std::string(42, 'A') + "==", false);
    row("no base64", "sha256//" + std::string(42, 'A') + "*=", false);
    row("base64 of URLs", "sha256//" + std::string(42, 'A') + "_=", false);
    row("a blank", one + ' ', false);
}

void TestServerPin::pinsAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, right);
    QCOMPARE(ServerPin::parse(text.toStdString()).has_value(), right);
}

void TestServerPin::eachOfSeveralIsAllowed()
{
    const auto pin = ServerPin::parse(one + ';' + other);
    QVERIFY(pin->allows(one) && pin->allows(other));
    QVERIFY(!ServerPin::parse(one)->allows(other));
    QVERIFY(!pin->allows({}));
}

// Qt counts it out by itself: its key in DER is the very SubjectPublicKeyInfo.
void TestServerPin::aCertificatesPinIsTheHashOfItsKey()
{
    const support::Certificate files;
    const QSslCertificate certificate
        = QSslCertificate::fromPath(QString::fromStdString(files.certificateFile)).value(0);
    const QByteArray hash
        = QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256);
    const std::string pin = ServerPin::of(certificate.toDer().toStdString());
    QCOMPARE(QByteArray::fromStdString(pin), "sha256//" + hash.toBase64());
    QVERIFY(ServerPin::parse(pin)->allows(pin));
}

void TestServerPin::whatIsNoCertificateHasNone()
{
    QCOMPARE(ServerPin::of({}), std::string());
    QCOMPARE(ServerPin::of("no certificate"), std::string());
}

QTEST_GUILESS_MAIN(TestServerPin)
#include "tst_serverpin.moc"
