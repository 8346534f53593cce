#include "core/session/handshakesocket.h"

#include <QHostAddress>
#include <algorithm>

namespace sluice {

HandshakeSocket::HandshakeSocket(QByteArray head, QObject* parent)
    : QTcpSocket(parent), m_head(std::move(head))
{
    QIODevice::open(QIODevice::ReadWrite);
    setSocketState(QAbstractSocket::ConnectedState);
    setPeerAddress(QHostAddress(QHostAddress::LocalHost)); // the real one is ours to know
}

HandshakeSocket::~HandshakeSocket()
{
    // ~QAbstractSocket would otherwise go through the states of a real connection.
    setSocketState(QAbstractSocket::UnconnectedState);
}

qint64 HandshakeSocket::bytesAvailable() const
{
    return QAbstractSocket::bytesAvailable() + m_head.size() - m_read;
}

qint64 HandshakeSocket::readData(char* data, qint64 maxSize)
{
    const qint64 count = std::min(maxSize, m_head.size() - m_read);
    std::copy_n(m_head.constData() + m_read, count, data); // Qt asks for nothing into null, too
    m_read += count;
    return count;
}

qint64 HandshakeSocket::writeData(const char* data, qint64 size)
{
    if (!m_sealed)
        m_reply.append(data, size);
    return size;
}

} // namespace sluice
