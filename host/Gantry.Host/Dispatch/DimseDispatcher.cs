namespace Gantry.Host.Dispatch;

internal sealed class DimseDispatcher;
