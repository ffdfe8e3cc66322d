using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Dispatch;
using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Tests.Conformance;

/// <summary>What the conformance statement says in words of associations is so; who changes it here changes the words.</summary>
public sealed class AssociationPromiseTests
{
    [Fact]
    public void Neither_a_window_nor_extended_negotiation_nor_an_identity_is_answered_and_any_AE_title_is_taken()
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

        var answer = ContextPolicy.Answer(new AssociationRequest(rq, null), RoutingTable.Empty);

        Assert.Null(answer.Rejection);
        Assert.Null(answer.AsynchronousOperationsWindow);
        Assert.Empty(answer.ExtendedNegotiations);
        Assert.True(answer.UserIdentityResponse.IsEmpty);
        Assert.Equal(PresentationContextResult.Acceptance, Assert.Single(answer.PresentationContexts).Result);
    }
}
