namespace Gantry.Contracts;

/// <summary>Checks the user identity that an association requestor offers (PS3.7 §D.3.3.7). One plugin alone provides it; the host calls it.</summary>
/// <remarks>
/// Called before the association is accepted, from many threads. An exception, or no answer within the host's <c>UserIdentityTimeout</c>, rejects the association
/// for now, and counts towards the plugin's quarantine.
/// </remarks>
public interface IUserIdentityCheck
{
    /// <summary>Says who the user is, or that the identity is not accepted.</summary>
    /// <param name="request">The identity, and who offers it. The fields are secrets: they do not belong in a log.</param>
    /// <param name="cancellationToken">Cancelled where the requestor gives up, or the time is over.</param>
    ValueTask<UserIdentityAnswer> CheckAsync(UserIdentityRequest request, CancellationToken cancellationToken);
}
