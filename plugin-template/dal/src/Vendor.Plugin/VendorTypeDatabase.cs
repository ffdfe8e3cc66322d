using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;
using Microsoft.Extensions.Logging;

namespace VendorNamespace;

/// <summary>The catalog. All that differs from other databases is in <see cref="VendorTypeDatabaseDialect"/>; a call can be overridden here, too.</summary>
[Export, Export(typeof(ICatalog)), Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class VendorTypeDatabase(IPluginContext plugin, IPluginSettings<VendorTypeDatabaseSettings> settings, ILoggerFactory loggers)
    : RelationalCatalog(new VendorTypeDatabaseDialect(Path.Combine(plugin.DataFolder, settings.Current.File)), loggers);
