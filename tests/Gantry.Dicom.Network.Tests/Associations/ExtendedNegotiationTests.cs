using Gantry.Dicom.Network.Tests.Support;
using static Gantry.Dicom.Network.QueryRetrieveOptions;

namespace Gantry.Dicom.Network.Tests.Associations;

/// <summary>SOP class extended negotiation, and what its bytes mean (PS3.4 §B.3.1, §C.5).</summary>
public sealed class ExtendedNegotiationTests
{
    [Theory]
    [InlineData(None, new byte[] { 0 })]
    [InlineData(Relational, new byte[] { 1 })]
    [InlineData(FuzzySemanticMatching, new byte[] { 0, 0, 1 })]
    [InlineData(Relational | TimezoneQueryAdjustment, new byte[] { 1, 0, 0, 1 })]
    [InlineData(CombinedDateTimeMatching | MultipleValueMatching | EmptyValueMatching | EnhancedMultiFrameImageConversion, new byte[] { 0, 1, 0, 0, 1, 1, 1 })]
    public void Options_of_C_FIND_are_bytes_in_the_order_of_the_standard(QueryRetrieveOptions options, byte[] bytes)
    {
        var proposal = QueryRetrieveNegotiation.Propose(Pair.StudyRootFind, options);

        Assert.Equal(bytes, proposal.ServiceClassApplicationInformation.ToArray());
        Assert.Equal(options, QueryRetrieveNegotiation.Read(Pair.StudyRootFind, bytes));
    }

    [Fact]
    public void C_MOVE_and_C_GET_have_an_order_of_their_own()
    {
        var proposal = QueryRetrieveNegotiation.Propose(Pair.StudyRootMove, Relational | EnhancedMultiFrameImageConversion | FuzzySemanticMatching);

        Assert.Equal(new byte[] { 1, 1 }, proposal.ServiceClassApplicationInformation.ToArray());
        Assert.Equal(Relational | EnhancedMultiFrameImageConversion, QueryRetrieveNegotiation.Read(Pair.StudyRootGet, [1, 1, 1, 1]));
    }

    [Theory]
    [InlineData(new byte[] { 1, 1, 1 }, Relational | FuzzySemanticMatching, new byte[] { 1, 0, 1 })]
    [InlineData(new byte[] { 1 }, Relational | FuzzySemanticMatching, new byte[] { 1 })]
    [InlineData(new byte[] { 0, 0, 1 }, Relational, new byte[] { 0, 0, 0 })]
    [InlineData(new byte[] { 2, 255 }, Relational | CombinedDateTimeMatching, new byte[] { 0, 0 })]
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0, 1, 1 }, Relational, new byte[] { 1, 0, 0, 0, 0, 0, 0 })]
    public void The_answer_has_what_is_proposed_and_supported_and_is_no_longer(byte[] proposed, QueryRetrieveOptions supported, byte[] answer) => Assert.Equal(
        answer, QueryRetrieveNegotiation.Answer(new SopClassExtendedNegotiation(Pair.StudyRootFind, proposed), supported)!.Value.ServiceClassApplicationInformation.ToArray());

    [Fact]
    public void Nothing_is_answered_to_nothing() =>
        Assert.Null(QueryRetrieveNegotiation.Answer(new SopClassExtendedNegotiation(Pair.StudyRootFind, default), Relational));

    [Fact]
    public void Storage_says_its_level_signatures_and_coercion()
    {
        var archive = new StorageNegotiation(StorageLevel.Full, DigitalSignatureLevel.Level3, ElementCoercion.None);

        Assert.Equal(new byte[] { 2, 0, 3, 0, 0, 0 }, archive.For(Pair.CtImageStorage).ServiceClassApplicationInformation.ToArray());
        Assert.Equal(archive, StorageNegotiation.Read([2, 0, 3, 0, 0, 0]));
        Assert.Equal(StorageNegotiation.OfScu, StorageNegotiation.Read([]));
        Assert.Equal(StorageNegotiation.OfScu, StorageNegotiation.Read([9, 0, 9, 0, 9, 0]));
    }

    [Fact]
    public async Task What_was_agreed_is_known_on_both_sides_and_what_was_not_asked_for_is_not()
    {
        await using var pair = await Pair.CreateAsync(
            new TestHandler
            {
                OnNegotiate = request => TestHandler.AcceptAll(request) with
                {
                    ExtendedNegotiations =
                    [
                        QueryRetrieveNegotiation.Answer(request.UserInformation.ExtendedNegotiations[0], FuzzySemanticMatching)!.Value,
                        new StorageNegotiation(StorageLevel.Full, DigitalSignatureLevel.Unspecified, ElementCoercion.Possible).For(Pair.CtImageStorage),
                        QueryRetrieveNegotiation.Propose(Pair.StudyRootMove, Relational),
                    ],
                },
            },
            new RequestorOptions
            {
                ExtendedNegotiations =
                [
                    QueryRetrieveNegotiation.Propose(Pair.StudyRootFind, Relational | FuzzySemanticMatching), StorageNegotiation.OfScu.For(Pair.CtImageStorage),
                ],
            });

        foreach (var parameters in (AssociationParameters[])[pair.Requestor.Parameters, pair.Handler.Association!.Parameters])
        {
            Assert.Equal(FuzzySemanticMatching, parameters.FindQueryRetrieveOptions(Pair.StudyRootFind));
            Assert.Equal(None, parameters.FindQueryRetrieveOptions(Pair.StudyRootMove));
            Assert.Equal(
                new StorageNegotiation(StorageLevel.Full, DigitalSignatureLevel.Unspecified, ElementCoercion.Possible), parameters.FindStorageNegotiation(Pair.CtImageStorage));
            Assert.Null(parameters.FindStorageNegotiation(Pair.StudyRootMove));
        }
    }

    [Fact]
    public async Task Common_extended_negotiation_reaches_the_acceptor_and_is_not_answered()
    {
        SopClassCommonExtendedNegotiation common = new(Pair.CtImageStorage, new Uid("1.2.840.10008.4.2"), [new Uid("2.25.1"), new Uid("2.25.2")]);
        UserInformation? seen = null;
        await using var pair = await Pair.CreateAsync(
            new TestHandler
            {
                OnNegotiate = request =>
                {
                    seen = request.UserInformation;
                    return TestHandler.AcceptAll(request);
                },
            },
            new RequestorOptions { CommonExtendedNegotiations = [common] });

        var told = Assert.Single(seen!.CommonExtendedNegotiations);
        Assert.Equal((common.SopClassUid, common.ServiceClassUid), (told.SopClassUid, told.ServiceClassUid));
        Assert.Equal(common.RelatedGeneralSopClassUids, told.RelatedGeneralSopClassUids);
    }
}
