using System.Composition;
using System.Text;
using Gantry.Contracts;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Doorkeeper;

/// <summary>Does what the primary field says: throws, hangs, waits, takes in or turns away.</summary>
[Export(typeof(IUserIdentityCheck)), Shared]
[method: ImportingConstructor]
public sealed class Doorkeeper(IPluginContext context) : IUserIdentityCheck
{
    public async ValueTask<UserIdentityAnswer> CheckAsync(UserIdentityRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var identity = request.Identity;
        var name = Encoding.UTF8.GetString(identity.PrimaryField.Span);
        switch (name)
        {
            case "throw":
                throw new InvalidOperationException("SECRET^NAME");
            case "wait":
                await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "begun"), "", cancellationToken).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
                break;
            case "hang":
                await File.WriteAllTextAsync(Path.Combine(context.DataFolder, "begun"), "", CancellationToken.None).ConfigureAwait(false);
                while (!File.Exists(Path.Combine(context.DataFolder, "release")))
                {
                    Thread.SpinWait(1_000);
                }

                break;
        }

        var isGood = identity.Type switch
        {
            UserIdentityType.UserNameAndPasscode => Encoding.UTF8.GetString(identity.SecondaryField.Span) == "open sesame",
            UserIdentityType.UserName or UserIdentityType.Kerberos or UserIdentityType.Saml or UserIdentityType.JsonWebToken => name.StartsWith("anon", StringComparison.Ordinal),
            _ => false,
        };
        byte[] response = identity.Type is UserIdentityType.Kerberos or UserIdentityType.Saml ? [.. "ticket of "u8, .. identity.PrimaryField.Span] : [];
        return isGood ? UserIdentityAnswer.Accept(new VerifiedUser(name.ToUpperInvariant(), identity.Type), response) : UserIdentityAnswer.Refuse("not on the list");
    }
}
