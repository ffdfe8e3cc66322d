using System.Text.Json.Serialization;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Listener;

namespace Gantry.Host.Administration;

internal sealed record AssociationListView(IReadOnlyList<AssociationView> Associations);

/// <summary>An association that is open.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Direction"><c>in</c> where the peer asked for it, <c>out</c> where the host did.</param>
/// <param name="Peer">The peer's address.</param>
/// <param name="CallingAETitle">The calling AE.</param>
/// <param name="CalledAETitle">The called AE.</param>
/// <param name="Listener">The listener that has taken it.</param>
/// <param name="Tls">TLS version and cipher suite, of an outgoing one <c>TLS</c> alone; null for plain TCP.</param>
/// <param name="Certificate">Whom the certificate is for that the peer has shown.</param>
/// <param name="UserIdentity">Who the user is, of a name; else the form of the identity. Null for nobody.</param>
/// <param name="PresentationContexts">What was accepted.</param>
/// <param name="Operations">What is under way.</param>
/// <param name="BytesReceived">The bytes received so far.</param>
/// <param name="BytesSent">The bytes sent so far.</param>
/// <param name="AgeSeconds">How long it is open.</param>
/// <param name="IdleSeconds">How long no operation has been under way.</param>
internal sealed record AssociationView(
    long Id,
    string Direction,
    string? Peer,
    [property: JsonPropertyName("callingAETitle")] string CallingAETitle,
    [property: JsonPropertyName("calledAETitle")] string CalledAETitle,
    string? Listener,
    string? Tls,
    string? Certificate,
    string? UserIdentity,
    IReadOnlyList<ContextView> PresentationContexts,
    IReadOnlyList<OperationView> Operations,
    long BytesReceived,
    long BytesSent,
    double AgeSeconds,
    double IdleSeconds)
{
    public static AssociationView Of(OpenAssociation open)
    {
        var (association, parameters) = (open.Association, open.Association.Parameters);
        return new AssociationView(
            open.Id,
            association.IsRequestor ? "out" : "in",
            association.Peer?.ToString(),
            parameters.CallingAETitle.Value,
            parameters.CalledAETitle.Value,
            open.Origin?.Listener.Name,
            open.Origin?.Tls ?? (open.IsSecured ? "TLS" : null),
            open.Origin?.CertificateSubject,
            Name(parameters.UserIdentity),
            [
                .. parameters.PresentationContexts.Select(context => new ContextView(
                    context.Id, context.AbstractSyntax.Value, DicomUidRegistry.GetName(context.AbstractSyntax), DicomUidRegistry.GetName(context.TransferSyntax.Uid))),
            ],
            [
                .. open.Operations.Select(operation => new OperationView(
                    operation.Command, DicomUidRegistry.GetName(operation.SopClass), operation.Plugin, Math.Round(operation.Age.TotalSeconds, 1))),
            ],
            association.BytesReceived,
            association.BytesSent,
            Math.Round(open.Age.TotalSeconds, 1),
            Math.Round(open.Idle.TotalSeconds, 1));
    }

    // Tickets, assertions and tokens are secrets.
    private static string? Name(UserIdentity? identity) => identity?.Type switch
    {
        null => null,
        UserIdentityType.UserName or UserIdentityType.UserNameAndPasscode =>
            new string([.. System.Text.Encoding.UTF8.GetString(identity.PrimaryField.Span).Where(letter => !char.IsControl(letter)).Take(64)]),
        { } type => type.ToString(),
    };
}

internal sealed record ContextView(byte Id, string AbstractSyntax, string Name, string TransferSyntax);

internal sealed record OperationView(string Command, string SopClass, string? Plugin, double Seconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AssociationListView))]
internal sealed partial class AssociationJson : JsonSerializerContext;
