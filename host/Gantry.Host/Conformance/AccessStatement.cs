using Gantry.Dicom.Network;
using Gantry.Host.Access;
using Gantry.Host.Listener;
using Gantry.Host.Settings;

namespace Gantry.Host.Conformance;

/// <summary>Who is let in, and how transport is secured, in the words of a conformance statement. No peer's address is in it.</summary>
internal static class AccessStatement
{
    public static IEnumerable<string> Policies(GantrySettings settings, ServedEndpoints endpoints)
    {
        var access = settings.Access;
        yield return access.Policy switch
        {
            AccessPolicy.Known => "Associations are taken from known AEs only; others are rejected: permanent, calling AE title not recognized.",
            AccessPolicy.Open => "Any calling AE title is taken; of a known AE, from where it is known to call.",
            _ => "Associations are taken from known AEs, and from programs on the server's own machine; others are rejected: permanent, calling AE title not recognized.",
        };
        yield return "A known AE is taken from where it is known to call, and with the TLS certificate that it is bound to where there is one. From elsewhere, or with "
            + "another, it is rejected as one that is not known; where its host name cannot be resolved: transient, temporary congestion.";
        yield return access.CheckCalledAETitle
            ? "The called AE title must be one that the port serves; others are rejected: permanent, called AE title not recognized."
            : "Any called AE title is taken.";
        foreach (var listener in settings.Listeners)
        {
            var port = endpoints.DicomPorts.GetValueOrDefault(listener.Name, listener.Port);
            yield return $"Port {port} serves {string.Join(", ", listener.AETitles)} over {(listener.Tls is null ? "plain TCP" : "TLS")}.";
        }

        yield return "A presentation context of a service that the calling AE is not allowed is not accepted: user-rejection. An operation that it is not allowed any more "
            + "ends with 0124H, Refused: Not Authorized.";
        yield return $"Further associations than {settings.MaximumAssociations} at a time{Limits(access)} are rejected: transient, local limit exceeded.";
    }

    public static IEnumerable<string> Security(GantrySettings settings)
    {
        foreach (var listener in settings.Listeners)
        {
            yield return $"{(listener.Name == ListenerSettings.Main ? "The first port" : $"The port {listener.Name}")} {Transport(listener.Tls)}";
        }

        yield return "Associations that the server asks for go over plain TCP, or over TLS where that is set for the remote AE: its certificate must lead to a trusted "
            + "authority and be for its name, or be the one that is set for it; the server shows its own where it is asked.";
        yield return $"TLS is 1.2 or 1.3 with {string.Join(", ", TlsProfile.CipherSuiteNames)} (PS3.15, BCP 195 RFC 8996, 9325 profiles); certificates are looked at for changes "
            + "while the server runs, and revocation is not looked at.";
    }

    private static string Transport(TlsSettings? tls) => tls switch
    {
        null => "is plain TCP, without TLS (PS3.15); it belongs into a network that is protected by other means.",
        { ClientCertificates: ClientCertificates.Required } => "is secured by TLS, and requires a certificate of its peers: mutual authentication.",
        { ClientCertificates: ClientCertificates.Optional } => "is secured by TLS; a certificate that a peer shows must be trusted.",
        _ => "is secured by TLS, and asks its peers for no certificate.",
    };

    private static string Limits(AccessSettings access) =>
        (access.MaximumAssociationsPerAE > 0 ? $", than {access.MaximumAssociationsPerAE} of a calling AE" : "")
        + (access.MaximumAssociationsPerAddress > 0 ? $", than {access.MaximumAssociationsPerAddress} from an address of another machine" : "");
}
