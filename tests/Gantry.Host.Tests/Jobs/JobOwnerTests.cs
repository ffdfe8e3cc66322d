using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Host.Jobs;

namespace Gantry.Host.Tests.Jobs;

/// <summary>The names under which the starts of a host hold jobs.</summary>
public sealed class JobOwnerTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("gantry-").FullName;
    private readonly RecordedLogs _logs = new();

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void Each_start_has_a_name_of_its_own_and_knows_those_before_it()
    {
        var starts = Enumerable.Range(0, IJobOwner.MaximumEarlier + 2).Select(_ => Begin("here")).ToList();

        var names = starts.Select(start => start.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.InRange(name.Length, 1, JobLease.MaximumOwnerLength));
        Assert.Empty(starts[0].Earlier);
        Assert.Equal(names[..2], starts[2].Earlier);
        Assert.Equal(names[1..^1], starts[^1].Earlier);
        Assert.Empty(_logs.Entries);
    }

    [Fact]
    public void A_long_name_of_a_machine_is_cut() => Assert.Equal(JobLease.MaximumOwnerLength, Begin("here", new string('m', 200)).Name.Length);

    [Theory]
    [InlineData("here", "another")] // on another machine
    [InlineData("there", "machine")] // at another path
    public void A_copy_of_the_folder_does_not_take_the_host_that_it_was_copied_from_for_dead(string folder, string machine)
    {
        Begin("here");
        Directory.CreateDirectory(Path.Combine(_home, folder));
        if (folder != "here")
        {
            File.Copy(Path.Combine(_home, "here", "job-owners.json"), Path.Combine(_home, folder, "job-owners.json"));
        }

        var copy = Begin(folder, machine);

        Assert.Empty(copy.Earlier);
        Assert.Contains("waits for the end of its leases", Assert.Single(_logs.Entries).Text, StringComparison.Ordinal);
        Assert.Equal([copy.Name], Begin(folder, machine).Earlier);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"place": 3, "names": []}""")]
    [InlineData("""{"place": "machine:", "names": null}""")]
    public void A_damaged_file_is_told_and_costs_no_start(string content)
    {
        Directory.CreateDirectory(Path.Combine(_home, "here"));
        File.WriteAllText(Path.Combine(_home, "here", "job-owners.json"), content);

        var first = Begin("here");

        Assert.Empty(first.Earlier);
        Assert.Single(_logs.Entries);
        Assert.Equal([first.Name], Begin("here").Earlier);
    }

    [Fact]
    public void A_name_that_cannot_be_kept_is_told_and_costs_no_start()
    {
        Directory.CreateDirectory(Path.Combine(_home, "here", "job-owners.json.new"));

        Assert.NotEmpty(Begin("here").Name);

        Assert.Contains("cannot be kept", Assert.Single(_logs.Entries).Text, StringComparison.Ordinal);
    }

    private JobOwner Begin(string folder, string machine = "machine") =>
        JobOwner.Begin(Directory.CreateDirectory(Path.Combine(_home, folder)).FullName, machine, _logs.CreateLogger("host"));
}
