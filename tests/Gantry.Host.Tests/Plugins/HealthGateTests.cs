using Gantry.Contracts;
using Gantry.Host.Plugins.Health;

namespace Gantry.Host.Tests.Plugins;

public sealed class HealthGateTests
{
    [Theory]
    [InlineData(3, 3, 5, "3 of 3 CFind ended with a fault; before: 0 of 100.")]
    [InlineData(100, 3, 5, "3 of 100 CFind ended with a fault; before: 0 of 100.")]
    [InlineData(200, 3, 5, null)]
    [InlineData(2, 2, 5, null)]
    [InlineData(30, 0, 5, null)]
    [InlineData(30, 0, 54, null)]
    [InlineData(30, 0, 56, "CFind takes 56 ms; before: 5 ms.")]
    [InlineData(19, 0, 500, null)]
    public void Faults_count_at_once_and_durations_once_enough_is_known(int operations, int faults, int milliseconds, string? reason) =>
        Assert.Equal(reason, HealthGate.Judge(Health(operations, faults, faults, milliseconds), Health(100, 0, 0, 5), new HealthGateOptions()));

    [Theory]
    [InlineData(30, 13, 100, 30, "13 of 30 CFind failed; before: 30 of 100.")]
    [InlineData(30, 11, 100, 30, null)]
    [InlineData(30, 30, 10, 0, null)]
    public void Failures_are_compared_with_those_before(int operations, int failures, int operationsBefore, int failuresBefore, string? reason) =>
        Assert.Equal(reason, HealthGate.Judge(Health(operations, failures, 0, 5), Health(operationsBefore, failuresBefore, 0, 5), new HealthGateOptions()));

    [Fact]
    public void A_command_that_was_never_seen_before_is_judged_by_its_faults_alone()
    {
        var before = new GenerationHealth();

        Assert.Null(HealthGate.Judge(Health(50, 50, 0, 5_000), before, new HealthGateOptions()));
        Assert.Equal("3 of 50 CFind ended with a fault.", HealthGate.Judge(Health(50, 3, 3, 5), before, new HealthGateOptions()));
    }

    [Fact]
    public void Only_the_last_operations_are_looked_back_on()
    {
        var health = Health(GenerationHealth.Window, GenerationHealth.Window, 0, 5);
        for (var i = 0; i < GenerationHealth.Window - 1; i++)
        {
            health.Note(nameof(DimseCommand.CFind), false, false, TimeSpan.Zero);
        }

        var seen = Assert.Single(health.Read());
        Assert.Equal((GenerationHealth.Window, 1, 2L * GenerationHealth.Window - 1), (seen.Operations, seen.Failures, health.Operations));
    }

    private static GenerationHealth Health(int operations, int failures, int faults, int milliseconds)
    {
        var health = new GenerationHealth();
        for (var i = 0; i < operations; i++)
        {
            health.Note(nameof(DimseCommand.CFind), i < failures, i < faults, TimeSpan.FromMilliseconds(milliseconds));
        }

        return health;
    }
}
