using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

// What the tests fill databases with, and how they compare them.
public abstract partial class DatabaseTransferSpecification
{
    private static async Task FillAsync(DatabaseServices database)
    {
        var series = new SampleInstance();
        SampleInstance[] instances =
        [
            series,
            series.Next().With(Tags.InstanceNumber, "2").With(Tags.SOPClassUID, Uids.MRImageStorage.Value),
            new SampleInstance(series.Study, Uid.New()).With(Tags.SeriesNumber, "2").With(Tags.Modality, "SR"),
            new SampleInstance().With(Tags.SpecificCharacterSet, "ISO_IR 192").With(Tags.PatientID, "Ü%_\\'").With(Tags.PatientName, "Müller^Jürgen=山田^太郎").With(Tags.StudyDescription, "Schädel"),
            new SampleInstance().Without(Tags.PatientID).Without(Tags.SeriesNumber).Without(Tags.InstanceNumber),
            new SampleInstance().With(Tags.PatientID, "ID1").With(Tags.IssuerOfPatientID, "ELSEWHERE").With(Tags.StudyDate, "not a date")
                .WithItems(Tags.OtherPatientIDsSequence, new DicomDataSetBuilder().Add(Tags.PatientID, "OLD1").Build()),
        ];
        await database.Catalog.AddAsync([.. instances.Select((instance, i) => instance.ToEntry(length: 1_000 + i))], Cancellation);
        for (var i = 0; i < 3; i++)
        {
            var job = new Job { Uid = Uid.New(), Priority = i, DueAt = Noon, CreatedAt = Noon.AddMinutes(-i), Peer = new AETitle("PEER"), IsOutgoing = i == 1, Instances = [Uid.New(), Uid.New()], Attributes = series.Attributes, Note = $"Nr. {i} ü" };
            await database.Commitments.AddAsync(job, Cancellation);
        }

        await database.Commitments.ClaimAsync(new JobLease("host-1", Noon.AddHours(1)), Noon.AddMinutes(1), 1, Cancellation);
        await database.Log.AddAsync([.. Enumerable.Range(0, 5).Select(i => NewTransaction($"C-STORE {i}") with { DataSet = i % 2 == 0 ? series.Attributes : null })], Cancellation);
        await database.Log.RemoveAsync(new TransactionFilter { Command = "C-STORE 1" }, Cancellation);
        await database.Settings.AddAsync([NewChange("One"), NewChange("Two") with { OldValue = "", NewValue = null }], Cancellation);
        await database.Users.Users.AddAsync(NewUser("Anna"), Cancellation);
        await database.Users.Users.AddAsync(NewUser("Björn"), Cancellation);
        await database.Users.Users.UpdateAsync(new(NewUser("Anna"), 1), NewUser("anna") with { LockedUntil = Noon, PreviousPasswordHashes = ["x", "y"] }, Cancellation);
        await database.Users.Roles.AddAsync(NewRole("Readers"), Cancellation);
        await database.Users.Roles.AddAsync(NewRole("admins"), Cancellation);
        await database.Users.Tokens.AddAsync(NewToken("anna", "hash-of-anna"), Cancellation);
        await database.Users.Tokens.AddAsync(NewToken("björn", "hash-of-björn".Replace("ö", "oe", StringComparison.Ordinal)), Cancellation);
    }

    private static async Task CopyAsync(IDatabaseTransfer from, IDatabaseTransfer to)
    {
        foreach (var kind in Kinds)
        {
            Assert.Empty(await to.PutAsync(await from.ReadAsync(kind, null, 1_000, Cancellation), Cancellation));
        }
    }

    private static async Task AssertSameAsync(IDatabaseTransfer expected, IDatabaseTransfer actual)
    {
        foreach (var kind in Kinds)
        {
            Assert.Equal(await DigestsAsync(expected, kind), await DigestsAsync(actual, kind));
        }
    }

    private static async Task<IEnumerable<string>> DigestsAsync(IDatabaseTransfer transfer, TransferKind kind) =>
        (await transfer.ReadAsync(kind, null, 1_000, Cancellation)).Select(record => $"{record.Kind} {record.Key} {Convert.ToHexString(record.Digest())}");

    private static async Task<IEnumerable<string>> FindAsync(ICatalog catalog)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.PatientID).Add(Tags.PatientName).Add(Tags.StudyDescription).Add(Tags.SOPInstanceUID).Add(Tags.NumberOfStudyRelatedInstances).Build();
        var found = await CollectAsync(catalog.FindAsync(new CatalogQuery { Root = QueryRoot.Patient, Level = QueryLevel.Image, Keys = keys }, Cancellation));
        return found.Select(DataSetText.Of).Order(StringComparer.Ordinal);
    }

    private static TransactionRecord NewTransaction(string command) => new()
    {
        At = Noon.AddMilliseconds(5),
        Kind = TransactionKind.Operation,
        Type = TransactionType.Warning,
        Direction = TransactionDirection.Incoming,
        LocalAETitle = new AETitle("GANTRY"),
        RemoteAETitle = new AETitle("PEER"),
        RemoteAddress = "192.0.2.1:104",
        Command = command,
        SopInstance = Uid.New(),
        Status = 0xB000,
        Duration = TimeSpan.FromMicroseconds(1_234),
        Bytes = 5_000_000_000,
        Description = "it's 100% \"ü\"",
    };

    private static SettingChange NewChange(string name) => new() { At = Noon, Scope = "host", Name = name, NewValue = "1", User = "anna" };

    private static User NewUser(string name) => new() { Name = name, DisplayName = $"{name} O'Neil", PasswordHash = "$argon2id$", Roles = ["Readers"], CreatedAt = Noon };

    private static Role NewRole(string name) => new() { Name = name, Description = "those who read", Rights = ["see", "send"] };

    private static AccessToken NewToken(string user, string hash) => new() { Hash = hash, User = user, Kind = AccessTokenKind.Program, Description = "ü", CreatedAt = Noon, ExpiresAt = Noon.AddDays(1) };
}
