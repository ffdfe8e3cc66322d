using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

/// <summary>What callers may see.</summary>
public sealed class ScopeTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task What_a_caller_may_not_see_is_neither_sent_nor_counted(bool isMove)
    {
        using var fixture = new RetrieveFixture();
        var seen = await fixture.AddAsync(2, "2.25.10.1");
        await fixture.AddAsync(3, "2.25.10.2");
        fixture.Services.ScopePolicy.Scope = new CatalogScope(new DicomDataSetBuilder().Add(Tags.SeriesInstanceUID, "2.25.10.1").Build());

        var (final, _) = isMove ? await fixture.MoveAsync() : await fixture.GetAsync();

        Assert.Equal((DimseStatus.Success, new SubOperations(0, 2, 0, 0)), (final.Status, final.SubOperations));
        Assert.Equal(seen, fixture.Sink.Received.Select(received => received.SopInstance));
    }

    [Fact]
    public async Task A_study_that_may_not_be_seen_is_as_one_that_is_not_there()
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(2);
        fixture.Services.ScopePolicy.Scope = new CatalogScope(sources: [new AETitle("OTHER")]);

        var (final, _) = await fixture.MoveAsync();
        var (missing, _) = await fixture.MoveAsync(RetrieveFixture.Identifier(study: "2.25.11"));

        Assert.Equal((missing.Status, missing.SubOperations, missing.ErrorComment), (final.Status, final.SubOperations, final.ErrorComment));
        Assert.Equal(0, fixture.Sink.OpenedAssociations);
    }

    [Theory, InlineData(true, 0xA701), InlineData(false, 0xC000)]
    public async Task Where_nobody_can_tell_what_may_be_seen_nothing_is_sent(bool isTransient, int status)
    {
        using var fixture = new RetrieveFixture();
        await fixture.AddAsync(2);
        fixture.Services.ScopePolicy.Fault = new CatalogException("The directory is away.") { IsTransient = isTransient };

        var (final, _) = await fixture.MoveAsync();

        Assert.Equal((new DimseStatus((ushort)status), 0), (final.Status, fixture.Sink.Received.Count));
    }
}
