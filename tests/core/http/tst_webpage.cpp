#include "core/http/webpage.h"

#include <QTest>

using namespace sluice;

class TestWebPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void policyNamesItsOwnScriptAndStyle();
    void pageWithoutScriptMayRunNone();
    void etagFollowsTheContent();
    void knowsItsTag_data();
    void knowsItsTag();
};

void TestWebPage::policyNamesItsOwnScriptAndStyle()
{
    const WebPage page("<html><style>b{}</style><script type=\"module\">alert(1)</script></html>");
    // printf %s 'alert(1)' | openssl dgst -sha256 -binary | base64, and likewise 'b{}'
    QVERIFY(page.policy().find("script-src 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='")
            != std::string::npos);
    QVERIFY(page.policy().find("style-src 'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='")
            != std::string::npos);
    QVERIFY(page.policy().starts_with("default-src 'none'; connect-src 'self' ws: wss:; "));
    QVERIFY(page.policy().ends_with("frame-ancestors 'none'"));
}

void TestWebPage::pageWithoutScriptMayRunNone()
{
    QVERIFY(WebPage("<p>").policy().find("script-src 'none'; style-src 'none'")
            != std::string::npos);
    QVERIFY(WebPage("<script>x").policy().find("script-src 'none'") != std::string::npos);
}

void TestWebPage::etagFollowsTheContent()
{
    QCOMPARE(WebPage("a").etag(), WebPage("a").etag());
    QVERIFY(WebPage("a").etag() != WebPage("b").etag());
}

void TestWebPage::knowsItsTag_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("known");
    QTest::newRow("itself") << "%1" << true;
    QTest::newRow("weak") << "W/%1" << true;
    QTest::newRow("second of a list") << "\"x\" , %1" << true;
    QTest::newRow("any") << "*" << true;
    QTest::newRow("another") << "\"x\"" << false;
    QTest::newRow("nothing") << "" << false;
}

void TestWebPage::knowsItsTag()
{
    QFETCH(QString, pattern);
    QFETCH(bool, known);
    const WebPage page("<p>");
    pattern.replace(QStringLiteral("%1"), QString::fromStdString(page.etag()));
    QCOMPARE(page.isKnownTo(pattern.toStdString()), known);
}

QTEST_APPLESS_MAIN(TestWebPage)
#include "tst_webpage.moc"
