using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom.Network;

namespace VendorNamespace.Tests;

public sealed class VendorTypeObserverTests
{
    [Fact]
    public async Task Each_operation_is_a_line()
    {
        using var services = new TestServices().With<TimeProvider>(new StoppedClock());
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeObserver).Assembly, services);
        using var operation = new TestOperation();

        await plugin.ObserveAsync(operation.Completed(DimseCommand.CEcho));
        await plugin.ObserveAsync(operation.Completed(DimseCommand.CFind) with { Status = DimseStatus.OutOfResources });

        Assert.Equal(
            ["2026-01-02T03:04:05.0000000+00:00,SCU,CEcho,0000H,1.0", "2026-01-02T03:04:05.0000000+00:00,SCU,CFind,A700H,1.0"],
            await LinesAsync(services));
    }

    [Fact]
    public async Task C_ECHO_is_left_out_where_the_setting_says_so()
    {
        using var services = new TestServices().WithSetting(nameof(VendorTypeSettings.WritesEcho), "false");
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeObserver).Assembly, services);
        using var operation = new TestOperation();

        await plugin.ObserveAsync(operation.Completed(DimseCommand.CEcho));
        await plugin.ObserveAsync(operation.Completed(DimseCommand.CFind));

        Assert.Contains(",CFind,", Assert.Single(await LinesAsync(services)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_of_many_associations_do_not_mix()
    {
        using var services = new TestServices();
        await using var plugin = await PluginHarness.StartAsync(typeof(VendorTypeObserver).Assembly, services);
        using var operation = new TestOperation();
        var completed = operation.Completed(DimseCommand.CStore);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await plugin.ObserveAsync(completed))));

        var lines = await LinesAsync(services);
        Assert.Equal(50, lines.Length);
        Assert.All(lines, line => Assert.EndsWith(",SCU,CStore,0000H,1.0", line, StringComparison.Ordinal));
    }

    private static Task<string[]> LinesAsync(TestServices services) =>
        File.ReadAllLinesAsync(Path.Combine(services.Context.DataFolder, "operations.csv"), TestContext.Current.CancellationToken);

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
