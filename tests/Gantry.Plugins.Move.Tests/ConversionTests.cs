using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

public class ConversionTests
{
    private static readonly TransferSyntax[] Native =
    [
        TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian, TransferSyntax.DeflatedExplicitVRLittleEndian,
    ];

    public static TheoryData<string, string> Pairs => new(from stored in Native from taken in Native select (stored.Uid.Value, taken.Uid.Value));

    [Theory, MemberData(nameof(Pairs))]
    public async Task C_GET_brings_a_native_instance_in_the_syntax_that_the_requestor_takes(string stored, string taken)
    {
        using var fixture = new RetrieveFixture { Requested = [Syntax(taken)] };
        await fixture.AddAsync(3, transferSyntax: Syntax(stored));

        var (final, _) = await fixture.GetAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 3, 0, 0)), (final.Status, final.SubOperations));
        AssertSameContent(fixture, Syntax(taken));
    }

    [Theory, InlineData("1.2.840.10008.1.2"), InlineData("1.2.840.10008.1.2.1"), InlineData("1.2.840.10008.1.2.2"), InlineData("1.2.840.10008.1.2.1.99")]
    public async Task C_MOVE_offers_the_little_endian_syntaxes_beside_the_stored_one(string stored)
    {
        foreach (var taken in new[] { TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian })
        {
            using var fixture = new RetrieveFixture();
            await fixture.AddAsync(2, transferSyntax: Syntax(stored));
            fixture.Sink.Accepts = (_, syntax) => syntax == taken;

            var (final, _) = await fixture.MoveAsync();

            Assert.Equal(DimseStatus.Success, final.Status);
            AssertSameContent(fixture, taken);
        }
    }

    [Fact]
    public async Task The_syntax_of_the_store_is_preferred_and_then_the_one_that_keeps_its_representations()
    {
        using var fixture = new RetrieveFixture { Requested = [TransferSyntax.ExplicitVRBigEndian, TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian] };
        await fixture.AddAsync(1, transferSyntax: TransferSyntax.ImplicitVRLittleEndian);
        await fixture.AddAsync(1, "2.25.10.2", transferSyntax: TransferSyntax.ExplicitVRBigEndian);
        await fixture.AddAsync(1, "2.25.10.3", transferSyntax: TransferSyntax.DeflatedExplicitVRLittleEndian);

        await fixture.GetAsync();

        Assert.Equal(
            [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian, TransferSyntax.ExplicitVRLittleEndian],
            fixture.Sink.Received.Select(received => received.TransferSyntax));
    }

    [Fact]
    public async Task What_is_encapsulated_is_not_converted()
    {
        using var fixture = new RetrieveFixture();
        var jpeg = new TransferSyntax(new Uid("1.2.840.10008.1.2.4.70"));
        await fixture.AddAsync(1, transferSyntax: jpeg);
        fixture.Sink.Accepts = (_, syntax) => syntax != jpeg;

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(new SubOperations(0, 0, 1, 0), final.SubOperations);
        Assert.Equal([jpeg], Assert.Single(Assert.Single(fixture.Sink.Proposals)).TransferSyntaxes);
    }

    [Fact]
    public async Task An_instance_that_cannot_be_converted_fails_alone()
    {
        using var fixture = new RetrieveFixture();
        var before = await fixture.AddAsync(1);
        var damaged = await fixture.AddDamagedAsync(new Uid("2.25.10.2.1"));
        var after = await fixture.AddAsync(1, "2.25.10.3");
        fixture.Sink.Accepts = (_, syntax) => syntax == TransferSyntax.ImplicitVRLittleEndian;

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal(DimseStatus.SubOperationsCompleteWithFailures, final.Status);
        Assert.Equal([damaged], final.FailedSopInstanceUids);
        Assert.Equal([.. before, .. after], fixture.Sink.Received.Select(received => received.SopInstance));
        Assert.Equal((1, 0), (fixture.Sink.OpenedAssociations, fixture.Sink.OpenAssociations));
    }

    private static TransferSyntax Syntax(string uid) => new(new Uid(uid));

    private static void AssertSameContent(RetrieveFixture fixture, TransferSyntax taken)
    {
        Assert.Equal(fixture.Catalog.Entries.Count, fixture.Sink.Received.Count);
        foreach (var received in fixture.Sink.Received)
        {
            var entry = fixture.Catalog.Entries.Single(entry => entry.Attributes.GetString(Tags.SOPInstanceUID) == received.SopInstance.Value);
            Assert.Equal(taken, received.TransferSyntax);
            Assert.Equal(DataSetDigest.Of(entry.Attributes), DataSetDigest.Of(DataSetReader.Read(received.DataSet, taken)));
        }
    }
}
