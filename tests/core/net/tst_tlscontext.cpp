#include "core/net/tlscontext.h"

#include "tests/support/certificate.h"
#include <QFile>
#include <QTest>

using namespace sluice;

// What an operator reads when certificate and key are not what they should be.
class TestTlsContext : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPairIsLoaded();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
};

void TestTlsContext::aPairIsLoaded()
{
    const support::Certificate pair;
    const auto loaded = TlsContext::load(pair.certificateFile, pair.keyFile);
    const auto* context = std::get_if<0>(&loaded);
    QVERIFY(context);
    QVERIFY((*context)->handle());
}

void TestTlsContext::whatIsWrongIsSaid_data()
{
    QTest::addColumn<QString>("certificate"); // a word for a file of the test
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("sentence");
    const auto row
        = [](const char* name, const char* certificate, const char* key, const char* sentence) {
              QTest::newRow(name) << QString::fromLatin1(certificate) << QString::fromLatin1(key)
                                  << QString::fromLatin1(sentence);
          };
    row("no certificate there", "nothing", "key",
        "tls_certificate = nothing: cannot be read: No such file or directory.");
    row("a folder for a certificate", "folder", "key",
        "tls_certificate = folder: cannot be read: Is a directory.");
    row("an empty certificate", "empty", "key",
        "tls_certificate = empty: is no certificate in PEM that can be used (no start line).");
    row("a key for a certificate", "key", "key",
        "tls_certificate = key: is no certificate in PEM that can be used (no start line).");
    row("no key there", "certificate", "nothing",
        "tls_key = nothing: cannot be read: No such file or directory.");
    row("a certificate for a key", "certificate", "certificate",
        "tls_key = certificate: is no private key in PEM without a passphrase.");
    row("another's key", "certificate", "other",
        "tls_key = other: is not the key of the certificate in certificate (tls_certificate).");
    row("a key with a passphrase", "certificate", "locked",
        "tls_key = locked: is no private key in PEM without a passphrase.");
}

void TestTlsContext::whatIsWrongIsSaid()
{
    const support::Certificate pair;
    const support::Certificate another;
    const support::Certificate locked("secret");
    QFile empty(QString::fromStdString(pair.path("empty")));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    const std::map<QString, std::string> files {
        { QStringLiteral("certificate"), pair.certificateFile },
        { QStringLiteral("key"), pair.keyFile },
        { QStringLiteral("other"), another.keyFile },
        { QStringLiteral("locked"), locked.keyFile },
        { QStringLiteral("empty"), pair.path("empty") },
        { QStringLiteral("folder"), pair.path(".") },
        { QStringLiteral("nothing"), pair.path("nothing") },
    };
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, sentence);
    const auto loaded = TlsContext::load(files.at(certificate), files.at(key));
    const auto* said = std::get_if<std::string>(&loaded);
    QVERIFY(said);
    QString why = QString::fromStdString(*said);
    for (const auto& [word, path] : files)
        why.replace(QString::fromStdString(path), word);
    QCOMPARE(why, sentence);
}

QTEST_APPLESS_MAIN(TestTlsContext)
#include "tst_tlscontext.moc"
