using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace VendorNamespace.Migrations;

/// <summary>Makes the table by which names are found that are spelled otherwise.</summary>
[DbContext(typeof(VendorTypeDatabaseContext)), Migration(Id)]
internal sealed class NameParts : NamePartsMigration;
