using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Rehearsals;
using Gantry.Host.Tests.Dispatch;
using Gantry.Host.Tests.Plugins;

namespace Gantry.Host.Tests.Rehearsals;

/// <summary>Which plugins an operation comes to that is rehearsed, and what they are given.</summary>
public sealed class RehearsedDispatchTests : IAsyncDisposable
{
    private static readonly Uid Media = new("1.2.840.10008.5.1.1.33");
    private readonly PluginWorld _world = new();

    [Fact]
    public async Task What_does_not_say_that_it_can_be_rehearsed_is_not_called()
    {
        await _world.DropAndLoadAsync("Steward");
        var rehearsal = new Rehearsal();
        var instance = new Uid("2.25.31");
        await using (var peer = new Peer(_world) { Rehearsal = rehearsal })
        await using (var association = await peer.ConnectAsync(Media))
        {
            var refused = await association.NCreateAsync(Media, instance, DicomDataSet.Empty, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal((DimseStatus.ResourceLimitation, "The plugin cannot be rehearsed"), (refused.Status, refused.Command.ErrorComment));
        }

        Assert.Equal("fixture.steward 1.0.0 does not say that it can be rehearsed.", rehearsal.Refusal);
        Assert.Empty(rehearsal.Effects);
        await using var other = new Peer(_world);
        await using var real = await other.ConnectAsync(Media);
        var gone = await real.NGetAsync(Media, instance, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(DimseStatus.NoSuchSopInstance, gone.Status);
    }

    [Fact]
    public async Task Services_of_a_rehearsal_take_note_only()
    {
        await _world.DropAndLoadAsync("CatalogueOne");
        using (RehearsalScope.Begin(new Rehearsal()))
        {
            using var leases = new OperationLeases(_world.Registry);
            Assert.IsType<RehearsedCatalog>(leases.Get<ICatalog>());
        }

        using var after = new OperationLeases(_world.Registry);
        Assert.IsNotType<RehearsedCatalog>(after.Get<ICatalog>());
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
