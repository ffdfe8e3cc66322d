using Microsoft.AspNetCore.Connections;

namespace Gantry.Host.Listener;

internal sealed class DicomConnectionHandler : ConnectionHandler
{
    public override Task OnConnectedAsync(ConnectionContext connection) => Task.CompletedTask;
}
