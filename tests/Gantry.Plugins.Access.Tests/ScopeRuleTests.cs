using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.Access.Tests;

public sealed class ScopeRuleTests
{
    private static readonly AETitle Caller = new("CT1");

    [Theory]
    [InlineData("sent", "CT1", "")]
    [InlineData(" sent ; InstitutionName: St. Anna*", "CT1", "InstitutionName=St. Anna*")]
    [InlineData(@"sent by A\B C", "A|B C", "")]
    [InlineData(@"PatientID:4711\4712;IssuerOfPatientID:NORTH", "", @"IssuerOfPatientID=NORTH|PatientID=4711\4712")]
    [InlineData("PatientName:Müller*", "", "PatientName=Müller*")]
    [InlineData("StudyDate:20240101-", "", "StudyDate=20240101-")]
    public void A_rule_says_who_has_sent_what_and_which_attributes_it_has(string rule, string sources, string keys)
    {
        var scope = ScopeRule.Parse(rule, Caller)!;

        Assert.Equal(sources, string.Join('|', scope.Sources.Select(source => source.Value)));
        var texts = scope.Keys.Where(key => key.Tag != Tags.SpecificCharacterSet).Select(key => $"{DicomDictionary.GetKeyword(key.Tag)}={string.Join('\\', scope.Keys.GetStrings(key.Tag))}");
        Assert.Equal(keys, string.Join('|', texts.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("some")]
    [InlineData("sent;sent by A")]
    [InlineData("sent by ")]
    [InlineData("sent by A TITLE THAT IS FAR TOO LONG")]
    [InlineData("PatientID")]
    [InlineData("PatientID:")]
    [InlineData("PatientName:*")]
    [InlineData("PatientID:1;PatientID:2")]
    [InlineData("NoSuchKeyword:1")]
    [InlineData("InstanceNumber:1")]
    [InlineData("ModalitiesInStudy:CT")]
    [InlineData("OtherPatientIDsSequence:1")]
    public void A_rule_that_cannot_be_read_is_refused_and_never_taken_for_all(string rule) => Assert.Throws<FormatException>(() => ScopeRule.Parse(rule, Caller));

    [Fact]
    public async Task The_first_rule_that_fits_the_caller_counts_and_who_is_named_by_none_may_see_all()
    {
        var settings = new TestPluginSettings<AccessSettings>(new AccessSettings { Scopes = ["CT2=all", "CT*=sent", "CT1=all"] });
        var policy = new ScopePolicy(settings);

        Assert.Equal([Caller], (await OfAsync("CT1"))!.Sources);
        Assert.Null(await OfAsync("CT2"));
        Assert.Null(await OfAsync("MR1"));

        async Task<CatalogScope?> OfAsync(string title) => await policy.OfAsync(new CatalogCaller(new AETitle(title), null), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Settings_with_a_rule_that_cannot_be_read_are_refused_and_would_show_nothing()
    {
        var wrong = new AccessSettings { Scopes = ["MR1=all", "CT1=everything"] };
        var settings = new TestPluginSettings<AccessSettings>(wrong);

        await Assert.ThrowsAsync<FormatException>(() => new SettingsCheck(settings).StartAsync(TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<FormatException>(() => new SettingsCheck(settings).ApplyAsync(wrong, TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<CatalogException>(() => new ScopePolicy(settings).OfAsync(new CatalogCaller(Caller, null), TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.access"), plugin => Task.CompletedTask);
}
