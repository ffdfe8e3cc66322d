using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Find.Tests;

/// <summary>What callers may see.</summary>
public sealed class ScopeTests
{
    [Fact]
    public async Task A_caller_finds_what_it_may_see_and_is_named_to_who_decides()
    {
        using var fixture = await FindFixture.MakeAsync();
        await fixture.AddAsync("2.25.99", "20240101", "120000");
        fixture.ScopePolicy.Scope = new CatalogScope(new DicomDataSetBuilder().Add(Tags.PatientID, "P3").Build());

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.StudyInstanceUID));

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal("2.25.99", Assert.Single(matches).GetString(Tags.StudyInstanceUID));
        Assert.Equal(fixture.Operation.CallingAETitle, fixture.ScopePolicy.Caller!.AETitle);
    }

    [Theory, InlineData(true, 0xA700), InlineData(false, 0xC000)]
    public async Task Where_nobody_can_tell_what_may_be_seen_nothing_is_found(bool isTransient, int status)
    {
        using var fixture = await FindFixture.MakeAsync();
        fixture.ScopePolicy.Fault = new CatalogException("The directory is away.") { IsTransient = isTransient };

        var (final, matches) = await fixture.FindAsync(FindFixture.StudyRoot, FindFixture.Identifier("STUDY").Add(Tags.StudyInstanceUID));

        Assert.Equal((new DimseStatus((ushort)status), 0), (final.Status, matches.Count));
    }
}
