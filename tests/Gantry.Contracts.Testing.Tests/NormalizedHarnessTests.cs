using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>The harness performs DIMSE-N services, and takes the events that follow.</summary>
public sealed class NormalizedHarnessTests
{
    private static readonly Uid Media = new("1.2.840.10008.5.1.1.33");
    private static readonly Uid Commitment = new("1.2.840.10008.1.20.1");
    private static readonly Uid Instance = new("2.25.77");
    private static readonly DicomDataSet Patient = new DicomDataSetBuilder().Add(Tags.PatientID, "P1").Build();
    private static readonly DicomDataSet Transaction = new DicomDataSetBuilder().Add(Tags.TransactionUID, "2.25.71").Build();

    [Fact]
    public async Task Instances_are_created_read_changed_and_deleted()
    {
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("fixture.steward"));

        var created = await plugin.NCreateAsync(Media, Instance, Patient);
        var read = await plugin.NGetAsync(Media, Instance, [Tags.PatientID]);
        var set = await plugin.NSetAsync(Media, Instance, new DicomDataSetBuilder().Add(Tags.PatientID, "P2").Build());
        var deleted = await plugin.NDeleteAsync(Media, Instance);
        var gone = await plugin.NGetAsync(Media, Instance, []);

        Assert.Equal((DimseStatus.Success, Instance), (created.Status, created.AffectedSopInstanceUid));
        Assert.Equal("P1", read.DataSet!.GetString(Tags.PatientID));
        Assert.Equal((DimseStatus.Success, DimseStatus.Success, DimseStatus.NoSuchSopInstance), (set.Status, deleted.Status, gone.Status));
    }

    [Fact]
    public async Task An_event_that_follows_an_action_is_waited_for()
    {
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("fixture.steward"));
        using var operation = new TestOperation();

        var response = await plugin.NActionAsync(Commitment, Instance, 1, Transaction, operation);
        var report = await operation.Events.NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(((ushort)1, "2.25.71"), (report.EventTypeId, report.EventInformation!.GetString(Tags.TransactionUID)));
    }

    [Fact]
    public async Task An_event_on_an_association_of_its_own_comes_to_the_AE()
    {
        using var services = new TestServices("fixture.steward");
        var ae = services.RemoteNodes.Add(new AETitle("SCU"));
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("fixture.steward"), services);

        await plugin.NActionAsync(Commitment, Instance, 2, Transaction);
        var report = await ae.Events.NextAsync(TestContext.Current.CancellationToken);

        Assert.Equal((ushort)2, report.EventTypeId);
        Assert.Equal(1, ae.OpenedAssociations);
    }

    [Fact]
    public async Task Events_are_taken()
    {
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("fixture.steward"));

        var taken = await plugin.NEventReportAsync(Commitment, Instance, 2, Transaction);
        var refused = await plugin.NEventReportAsync(Commitment, Instance, 2, DicomDataSet.Empty);

        Assert.Equal((DimseStatus.Success, DimseStatus.NoSuchArgument), (taken.Status, refused.Status));
    }

    [Fact]
    public Task A_plugin_that_reports_events_is_collected() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("fixture.steward"), async plugin =>
    {
        using var operation = new TestOperation();
        await plugin.NActionAsync(Commitment, Instance, 1, Transaction, operation);
        await operation.Events.NextAsync(CancellationToken.None);
        await plugin.NCreateAsync(Media, Instance, Patient);
    });
}
