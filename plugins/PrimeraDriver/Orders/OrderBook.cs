using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The orders.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class OrderBook(IPluginContext plugin, ILoggerFactory loggers) : MediaOrderBook<KeptOrder>(
    Path.Combine(plugin.DataFolder, "orders"), OrderJson.Default.KeptOrder, order => !order.HasEnded || !order.IsTidy, loggers.CreateLogger<OrderBook>().OrderDamaged);
