using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Sqlite.Tests.Vendor;

/// <summary>One table elsewhere: a vendor's own name for that of the studies.</summary>
internal sealed class VendorContext(DbContextOptions<VendorContext> options) : CatalogContext(options)
{
    public const string Table = "vendor_study";

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Study>().ToTable(Table);
    }
}
