namespace Gantry.Host.Plugins.Faults;

/// <summary>When a plugin that throws is kept from operations, and for how long.</summary>
internal sealed record QuarantineOptions
{
    /// <summary>The operations looked back on; 20.</summary>
    public int Window { get; init; } = 20;

    /// <summary>The faults among them that bring quarantine; 5.</summary>
    public int Faults { get; init; } = 5;

    /// <summary>The first quarantine; doubled each time probation fails. 10 seconds.</summary>
    public TimeSpan FirstDuration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest quarantine; 5 minutes.</summary>
    public TimeSpan LongestDuration { get; init; } = TimeSpan.FromMinutes(5);
}
