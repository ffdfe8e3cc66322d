using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

public sealed class RetrievalJobTests
{
    private static readonly RetrievalJob Job = new()
    {
        Requestor = new AETitle("STATION"),
        CalledAETitle = new AETitle("GANTRY"),
        MessageId = 65_535,
        User = new VerifiedUser("ann", UserIdentityType.UserNameAndPasscode),
        CorrelationId = "17-3",
        TransferSyntax = TransferSyntax.DeflatedExplicitVRLittleEndian,
        Identifier = new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, "PATIENT").Add(Tags.PatientID, "P1").Add(Tags.PatientName, "ANON^ONE").Build(),
        Instances =
        [
            Of("2.25.1", DimseStatus.Success), Of("2.25.2", null), Of("2.25.3", new DimseStatus(0xB007)), Of("2.25.4", new DimseStatus(0xA900)), Of("2.25.5", new DimseStatus(0x0112)),
        ],
    };

    [Fact]
    public void What_is_written_is_read_again_through_the_bytes_of_a_database()
    {
        var syntax = TransferSyntax.ExplicitVRLittleEndian;

        var read = RetrievalJob.Read(DataSetReader.Read(DataSetWriter.ToArray(Job.ToAttributes(), syntax), syntax));

        Assert.Equal((Job.Requestor, Job.CalledAETitle, Job.MessageId, Job.User, Job.CorrelationId), (read.Requestor, read.CalledAETitle, read.MessageId, read.User, read.CorrelationId));
        Assert.Equal(Job.Instances, read.Instances);
        Assert.Equal(Job.TransferSyntax, read.TransferSyntax);
        Assert.Equal(("PATIENT", "P1"), (read.Identifier.GetString(Tags.QueryRetrieveLevel), read.Identifier.GetString(Tags.PatientID)));
        Assert.Null(read.Identifier.GetString(Tags.PatientName)); // no unique key
        Assert.Equal(new SubOperations(1, 1, 2, 1), read.Counters);
    }

    [Fact]
    public void One_of_a_hundred_thousand_instances_is_read_again()
    {
        var large = Job with { Instances = [.. Enumerable.Range(1, 100_000).Select(i => Of($"2.25.{i}", i % 2 == 0 ? DimseStatus.Success : null))], User = null, CalledAETitle = default, TransferSyntax = null };
        var syntax = TransferSyntax.ExplicitVRLittleEndian;

        var read = RetrievalJob.Read(DataSetReader.Read(DataSetWriter.ToArray(large.ToAttributes(), syntax), syntax));

        Assert.Equal((new SubOperations(50_000, 50_000, 0, 0), (VerifiedUser?)null, true), (read.Counters, read.User, read.CalledAETitle.IsEmpty));
        Assert.Null(read.TransferSyntax);
    }

    [Fact]
    public void Repeated_what_failed_remains_and_what_was_taken_is_not_sent_again() => Assert.Equal(
        [DimseStatus.Success, null, new DimseStatus(0xB007), null, null], Job.Repeated().Instances.Select(instance => instance.Status));

    [Fact]
    public void Attributes_that_say_too_little_are_refused()
    {
        Assert.Throws<FormatException>(() => RetrievalJob.Read(DicomDataSet.Empty));
        var cut = new DicomDataSetBuilder((Job with { Instances = [Job.Instances[0]] }).ToAttributes()).Set(Tags.ReferencedSOPSequence, Job.Instances.Select(instance => instance.Reference.ToItem().Build()));
        Assert.Throws<FormatException>(() => RetrievalJob.Read(cut.Build()));
    }

    private static RetrievalInstance Of(string uid, DimseStatus? status) => new(new SopReference(RetrieveFixture.SecondaryCapture, new Uid(uid)), status);
}
