// One name, one thing: of two types with the same name in the same namespace the linker takes one
// destructor for both, and says nothing (C++20 [basic.def.odr]).
#include "tests/support/sourcefiles.h"
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace sluice;

namespace {

// The types that a file defines where others can see them, with their namespaces.
QStringList typesIn(const QString& text)
{
    static const QRegularExpression opens(QStringLiteral("^namespace(?: ([\\w:]+))? \\{$"));
    static const QRegularExpression closes(QStringLiteral("^\\} // namespace"));
    static const QRegularExpression defines(
        QStringLiteral("^(?:struct|class|enum class) (\\w+)(?: final)?(?: :.*)?(?: \\{.*)?$"));
    QStringList types;
    QStringList inside;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (const auto found = opens.match(line); found.hasMatch())
            inside << found.captured(1); // empty: nobody else's
        else if (closes.match(line).hasMatch() && !inside.isEmpty())
            inside.removeLast();
        else if (const auto type = defines.match(line);
                 type.hasMatch() && !inside.contains(QString()))
            types << inside.join(QLatin1String("::")) + QLatin1String("::") + type.captured(1);
    }
    return types;
}

} // namespace

class TestNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void typesAreFoundWithTheirNamespaces_data();
    void typesAreFoundWithTheirNamespaces();
    void noTwoTypesHaveOneName();
};

void TestNames::typesAreFoundWithTheirNamespaces_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("types");
    const auto row = [](const char* name, const char* text, const char* types) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(types);
    };
    row("a struct", "namespace a {\nstruct X {\n};\n} // namespace a", "a::X");
    row("a final class", "namespace a::b {\nclass X final : public Y {", "a::b::X");
    row("a base on the next line", "namespace a {\nclass X final :", "a::X");
    row("on one line", "namespace a {\nenum class X { Y };", "a::X");
    row("an enumeration", "namespace a {\nnamespace b {\nenum class X {", "a::b::X");
    row("a declaration is none", "namespace a {\nstruct X;", "");
    row("nobody else sees it", "namespace a {\nnamespace {\nstruct X {\n};\n} // namespace", "");
    row("after what nobody else sees", "namespace a {\nnamespace {\n} // namespace\nstruct X {",
        "a::X");
    row("a member is its class's", "namespace a {\n    struct X {", "");
}

void TestNames::typesAreFoundWithTheirNamespaces()
{
    QFETCH(QString, text);
    QFETCH(QString, types);
    QCOMPARE(typesIn(text).join(QLatin1Char(' ')), types);
}

void TestNames::noTwoTypesHaveOneName()
{
    const QDir root(QStringLiteral(SLUICE_SOURCE_DIR));
    QHash<QString, QString> placeOf;
    QStringList found;
    const auto note = [&](const QString& here, const QString& text) {
        for (const QString& type : typesIn(text)) {
            if (const QString there = placeOf.value(type); !there.isEmpty())
                found << QStringLiteral("%1 is in %2 and in %3").arg(type, there, here);
            placeOf.insert(type, here);
        }
    };
    QVERIFY(support::eachSourceFile(root, { "app", "core", "gui" }, note) > 100);
    QVERIFY(placeOf.size() > 300);
    QVERIFY(placeOf.contains(QStringLiteral("sluice::Session")));
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"
