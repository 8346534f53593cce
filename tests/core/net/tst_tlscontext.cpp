#include "core/net/tlscontext.h"

#include "tests/support/certificate.h"
#include <QFile>
#include <QTest>

using namespace sluice;

// What an operator reads when certificate and key are not what they should be.
class TestTlsContext : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aPairIsLoaded_data();
    void aPairIsLoaded();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();

private:
    const support::Certificate m_pair;
    const support::Certificate m_rsaPair { nullptr, support::Certificate::KeyType::Rsa };
};

void TestTlsContext::aPairIsLoaded_data()
{
    QTest::addColumn<bool>("rsa");
    QTest::newRow("of an EC key") << false;
    QTest::newRow("of an RSA key") << true;
}

void TestTlsContext::aPairIsLoaded()
{
    QFETCH(const bool, rsa);
    const support::Certificate& pair = rsa ? m_rsaPair : m_pair;
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
    row("an RSA key for an EC certificate", "certificate", "rsa key",
        "tls_key = rsa key: is not the key of the certificate in certificate (tls_certificate).");
    row("an EC key for an RSA certificate", "rsa certificate", "key",
        "tls_key = key: is not the key of the certificate in rsa certificate (tls_certificate).");
    row("an empty key", "certificate", "empty",
        "tls_key = empty: is no private key in PEM without a passphrase.");
    row("a key with a passphrase", "certificate", "locked",
        "tls_key = locked: is no private key in PEM without a passphrase.");
}

void TestTlsContext::whatIsWrongIsSaid()
{
    const support::Certificate another;
    const support::Certificate locked("secret");
    QFile empty(QString::fromStdString(m_pair.path("empty")));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    const std::map<QString, std::string> files {
        { QStringLiteral("certificate"), m_pair.certificateFile },
        { QStringLiteral("key"), m_pair.keyFile },
        { QStringLiteral("rsa certificate"), m_rsaPair.certificateFile },
        { QStringLiteral("rsa key"), m_rsaPair.keyFile },
        { QStringLiteral("other"), another.keyFile },
        { QStringLiteral("locked"), locked.keyFile },
        { QStringLiteral("empty"), m_pair.path("empty") },
        { QStringLiteral("folder"), m_pair.path(".") },
        { QStringLiteral("nothing"), m_pair.path("nothing") },
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
