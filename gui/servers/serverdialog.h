#pragma once

#include "gui/look/tones.h"
#include "gui/servers/serverprofile.h"
#include <QDialog>

class QComboBox;
class QFormLayout;
class QLineEdit;

namespace sluice {

class ContactTrial;
class ServerDesk;
class ToneLabel;

// Describes a server, new or known: where it is, what it is for, what opens it. Says what is wrong
// in a sentence and stays until all is well. Deletes itself when done.
class ServerDialog final : public QDialog {
    Q_OBJECT
public:
    // `row` is the server's in the roster; -1: it is new.
    ServerDialog(const ServerDesk& desk, int row, const ServerProfile& profile,
                 const QString& token, QWidget* window);

Q_SIGNALS:
    void ordered(const sluice::ServerProfile& profile, const QString& token);

private:
    QLineEdit* addField(QFormLayout& form, const char* name, const QString& caption,
                        const QString& text, const QString& hint);
    QLineEdit* addFile(QFormLayout& form, const char* name, const QString& caption,
                       const QString& text, const QString& hint);
    ServerProfile profile() const;
    QString problem(const ServerProfile& profile) const;
    bool isGood(const ServerProfile& profile); // says what is not
    void say(Tone tone, const QString& sentence);
    void test();
    QString problemOfTrust(const ServerProfile& profile) const;
    void finish();

    const ServerDesk& m_desk;
    const int m_row;
    QLineEdit* m_url;
    QLineEdit* m_name;
    QComboBox* m_environment;
    QLineEdit* m_token;
    QLineEdit* m_tokenFile;
    QLineEdit* m_authorityFile;
    QLineEdit* m_pin;
    ToneLabel* m_problem;
    ContactTrial* m_trial = nullptr;
};

} // namespace sluice
