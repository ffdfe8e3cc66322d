using System.Net;
using Gantry.Dicom;
using Gantry.Host.Listener;
using Gantry.Host.Remote;
using Gantry.Host.Settings;

namespace Gantry.Host.Access;

/// <summary>Decides who may call, and what a caller may do. What the administrator changes holds for the next association and the next operation.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class AccessControl(GantrySettings settings, NodeStore nodes, HostAddresses names)
{
    /// <summary>Judges a call.</summary>
    public async ValueTask<AccessGrant> DecideAsync(AETitle calling, AETitle called, AssociationOrigin origin, CancellationToken cancellationToken)
    {
        if (settings.Access.CheckCalledAETitle && !origin.Listener.AETitles.Contains(called))
        {
            return new(new Refusal(
                RefusalReason.UnknownCalledAE, $"It called {called}; this port serves {string.Join(", ", origin.Listener.AETitles)}."));
        }

        if (!nodes.TryGet(calling, out var known))
        {
            return AllowsUnknown(origin)
                ? new(null, AccessOperations.Usual)
                : new(new Refusal(RefusalReason.UnknownCaller, $"{calling} is not known here."));
        }

        try
        {
            if (!await CallsFromAsync(known, origin, cancellationToken).ConfigureAwait(false))
            {
                var places = known.CallsFrom.Count == 0 ? "nowhere" : string.Join(", ", known.CallsFrom.Select(rule => rule.Text));
                return new(new Refusal(RefusalReason.WrongAddress, $"{calling} may call from {places}."));
            }
        }
        catch (IOException exception)
        {
            return new(new Refusal(RefusalReason.UnresolvedName, exception.Message));
        }

        if (!known.Certificates.IsEmpty && !origin.IsOwn && (origin.Certificate is null || !known.Certificates.Contains(origin.Certificate)))
        {
            var shown = origin.Certificate is null ? "none was shown" : $"that of {origin.CertificateSubject} was shown, {origin.Certificate}";
            return new(new Refusal(RefusalReason.WrongCertificate, $"{calling} is bound to a certificate; {shown}."));
        }

        return new(null, known.Operations, known.MaximumAssociations);
    }

    /// <summary>What a caller whose association stands may do now.</summary>
    public AccessOperations Operations(AETitle calling, AssociationOrigin origin) =>
        nodes.TryGet(calling, out var known) ? known.Operations
        : AllowsUnknown(origin) ? AccessOperations.Usual
        : AccessOperations.None;

    private bool AllowsUnknown(AssociationOrigin origin) =>
        origin.IsOwn || settings.Access.Policy == AccessPolicy.Open || (settings.Access.Policy == AccessPolicy.Local && origin.IsLocal);

    private async ValueTask<bool> CallsFromAsync(KnownAE known, AssociationOrigin origin, CancellationToken cancellationToken)
    {
        var address = origin.Address;
        if (address is null || known.CallsFrom.Any(rule => rule.Contains(address) || (origin.IsLocal && rule.Contains(IPAddress.Loopback))))
        {
            return true; // a transport without addresses is inside this process, and this machine calls from whichever of its addresses it likes
        }

        foreach (var rule in known.CallsFrom.Where(rule => rule.IsName))
        {
            if ((await names.FindAsync(rule.Text, cancellationToken).ConfigureAwait(false)).Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
