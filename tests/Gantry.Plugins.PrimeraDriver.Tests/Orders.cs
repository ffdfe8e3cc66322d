using Gantry.Dicom.Network;

namespace Gantry.Plugins.PrimeraDriver.Tests;

/// <summary>Orders for tests of single parts.</summary>
internal static class Orders
{
    public static DateTimeOffset Now { get; } = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    /// <summary>An order that PTBurn has.</summary>
    public static KeptOrder Of(string id) => new()
    {
        Id = id,
        Folder = "content",
        Medium = "CD",
        Volume = "TEST",
        CreatedAt = Now,
        TakenAt = Now,
        Copies = 1,
        Priority = MediaPriority.Medium,
        Stage = OrderStage.Submitted,
    };
}
