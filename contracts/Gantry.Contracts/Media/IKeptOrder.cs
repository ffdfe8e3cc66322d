namespace Gantry.Contracts;

/// <summary>An order as a device keeps it in a <see cref="MediaOrderBook{TOrder}"/>: what it needs to make its pieces, and how far it is.</summary>
public interface IKeptOrder
{
    /// <summary>Its name: <see cref="MediaOrder.Id"/>.</summary>
    string Id { get; }

    /// <summary>When the device took it.</summary>
    DateTimeOffset TakenAt { get; }
}
