using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>The orders.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class OrderBook(IPluginContext plugin, ILoggerFactory loggers) : MediaOrderBook<KeptOrder>(
    Path.Combine(plugin.DataFolder, "orders"), OrderJson.Default.KeptOrder, order => !order.HasEnded, loggers.CreateLogger<OrderBook>().OrderDamaged);
