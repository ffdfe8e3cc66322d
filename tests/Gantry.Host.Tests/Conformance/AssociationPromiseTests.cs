using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Conformance;

/// <summary>What the conformance statement says in words of associations is so; who changes it here changes the words.</summary>
public sealed class AssociationPromiseTests
{
    [Fact]
    public void A_window_is_answered_extended_negotiation_and_an_identity_that_nobody_supports_are_not()
    {
        var rq = new AssociateRq
        {
            CalledAETitle = new AETitle("ANY-SERVER"),
            CallingAETitle = new AETitle("ANYBODY"),
            PresentationContexts = [new PresentationContextProposal(1, Uids.Verification, [TransferSyntax.ImplicitVRLittleEndian])],
            UserInformation = new UserInformation
            {
                AsynchronousOperationsWindow = new AsynchronousOperationsWindow(8, 8),
                ExtendedNegotiations = [new SopClassExtendedNegotiation(Uids.StudyRootQueryRetrieveInformationModelFind, new byte[] { 1, 1, 1 })],
            },
        };

        var answer = ContextPolicy.Answer(new AssociationRequest(rq, null), RoutingTable.Empty, StorageContexts.All);

        Assert.Null(answer.Rejection);
        Assert.NotNull(answer.AsynchronousOperationsWindow);
        Assert.Empty(answer.ExtendedNegotiations);
        Assert.True(answer.UserIdentityResponse.IsEmpty);
        Assert.Equal(PresentationContextResult.Acceptance, Assert.Single(answer.PresentationContexts).Result);
    }
}
