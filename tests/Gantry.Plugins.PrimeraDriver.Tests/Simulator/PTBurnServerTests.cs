using System.Text;
using Gantry.Tools.PTBurnSimulator;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.PrimeraDriver.Tests;

/// <summary>The simulation, a step at a time: it behaves as the SDK's facts say.</summary>
public sealed class PTBurnServerTests : IAsyncDisposable
{
    private readonly string _top = Directory.CreateTempSubdirectory("gantry-ptburn-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly SimulatedRobot _robot = new("Left") { Drives = 1 };
    private readonly SimulatorOptions _options;
    private readonly PTBurnServer _server;

    public PTBurnServerTests()
    {
        _options = new SimulatorOptions { JobFolder = Directory.CreateDirectory(Path.Combine(_top, "jobs")).FullName, OutputFolder = Path.Combine(_top, "discs"), Time = _time };
        _server = new PTBurnServer(_options, _robot);
        File.WriteAllText(Path.Combine(_top, "a.iso"), "an image");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_top, recursive: true);
    }

    [Fact]
    public void A_job_goes_through_its_phases()
    {
        Submit("A", "Copies = 2", $"ImageFile = {_top}/a.iso", "JobID = X1");
        _robot.IsOffline = true;
        _server.Step();
        Assert.Equal(["A.QRJ"], Jobs());

        _robot.IsOffline = false;
        _server.Step();
        Assert.Equal(["A.INP"], Jobs());

        Run(60);
        Assert.Equal(["A.DON"], Jobs());
        Assert.Equal(["A-1.iso", "A-2.iso"], Discs());
        Assert.Equal("an image", File.ReadAllText(Path.Combine(_options.OutputFolder, "A-2.iso")));
        Assert.Equal(98, _robot.RightBin);
        Assert.Contains("Job Completed (X1)", File.ReadAllText(Path.Combine(_options.JobFolder, "Log", "SystemLog.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_ended_goes_after_an_hour()
    {
        Submit("A", $"ImageFile = {_top}/a.iso");
        Run(60);
        Assert.Equal(["A.DON"], Jobs());

        _time.Advance(TimeSpan.FromHours(1));
        _server.Step();

        Assert.Empty(Jobs());
    }

    [Theory]
    [InlineData(4, "ImageFile = nowhere.iso"), InlineData(6, "Copies = 1"), InlineData(25, "Copies = 0", "ImageFile = {a}"), InlineData(7, "ImageFile = {a}", "PrintLabel = a.pdf")]
    [InlineData(29, "ImageFile = {a}", "PrintLabel = a.std"), InlineData(39, "ImageFile = {a}", "VolumeName = 123456789012345678901234567890123"), InlineData(21, "ImageFile = {a}", "Data = {a}")]
    public void A_job_that_cannot_be_performed_fails_at_once(int error, params string[] lines)
    {
        Submit("A", [.. lines.Select(line => line.Replace("{a}", _top + "/a.iso", StringComparison.Ordinal))]);

        _server.Step();

        Assert.Equal(["A.ERR"], Jobs());
        Assert.Contains($"JobErrorNumber={error}\r\n", Status(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_that_nobody_knows_are_let_be()
    {
        Submit("A", $"ImageFile = {_top}/a.iso", "MargeField = x", "nonsense");
        Run(60);
        Assert.Equal(["A.DON"], Jobs());
    }

    [Fact]
    public void The_more_important_job_goes_first()
    {
        _robot.IsCoverOpen = true;
        Submit("A", $"ImageFile = {_top}/a.iso");
        Submit("B", $"ImageFile = {_top}/a.iso", "Importance = 0");
        _server.Step();
        _robot.IsCoverOpen = false;
        _server.Step();

        Assert.Equal(["A.QRJ", "B.INP"], Jobs());
    }

    [Theory, InlineData("ClientID = Somebody", "A.INP"), InlineData("ClientID = Me", "A.ERR"), InlineData("ClientID = Administrator", "A.ERR")]
    public void An_abort_is_obeyed_if_it_comes_from_whose_job_it_is(string client, string left)
    {
        Submit("A", $"ImageFile = {_top}/a.iso", "ClientID = Me", "Copies = 50");
        Run(3);
        File.WriteAllText(Path.Combine(_options.JobFolder, "A.PTM"), $"Message = ABORT\r\n{client}\r\n");
        Run(12);

        Assert.Equal([left], Jobs());
        Assert.False(File.Exists(Path.Combine(_options.JobFolder, "A.PTM")));
    }

    [Fact]
    public async Task After_a_kill_another_begins_anew()
    {
        Submit("A", $"ImageFile = {_top}/a.iso");
        Run(3);
        Assert.Equal(["A.INP"], Jobs());

        await using var next = new PTBurnServer(_options, _robot);
        Assert.Equal(["A.QRJ"], Jobs());
        await using var killed = new PTBurnServer(_options with { RetriesOnStartup = false }, _robot);
        Assert.Equal(["A.ERR"], Jobs());
    }

    [Fact]
    public async Task The_Unicode_build_takes_no_other_characters()
    {
        await using var server = new PTBurnServer(_options with { IsUnicode = true }, _robot);
        Submit("A", $"ImageFile = {_top}/a.iso");
        await File.WriteAllTextAsync(Path.Combine(_options.JobFolder, "B.jrq"), $"ImageFile = {_top}/a.iso\r\n", Encoding.Unicode, TestContext.Current.CancellationToken);
        server.Step();

        Assert.Equal(["A.ERR", "B.INP"], Jobs());
    }

    [Theory, InlineData("discs 5", true), InlineData("Left reject 2", true), InlineData("cover open", true), InlineData("freeze", true), InlineData("dance", false), InlineData("", false), InlineData("discs x", false)]
    public void It_is_told_what_goes_wrong_by_lines(string line, bool isUnderstood) => Assert.Equal(isUnderstood, CommandLine.Obey(_server, line));

    [Fact]
    public void Arguments_make_robots()
    {
        var (options, robots) = CommandLine.Parse([_options.JobFolder, _options.OutputFolder, "--robot", "A", "--robot", "B", "--discs", "7", "--unicode", "--seconds", "0.5", "--path", @"C:\PTBurnJobs=/x"]);

        Assert.Equal((true, 500, "/x"), (options.IsUnicode, options.StepTime.TotalMilliseconds, options.Paths[@"C:\PTBurnJobs"]));
        Assert.Equal([("A", 7), ("B", 7)], robots.Select(robot => (robot.Name, robot.RightBin)));
        Assert.Throws<ArgumentException>(() => CommandLine.Parse([_options.JobFolder]));
        Assert.Throws<ArgumentException>(() => CommandLine.Parse([_options.JobFolder, "x", "--dance"]));
        Assert.Throws<ArgumentException>(() => CommandLine.Parse([_options.JobFolder, "x", "--discs"]));
        Assert.Throws<ArgumentException>(() => CommandLine.Parse([_options.JobFolder, "x", "--scan", "0"]));
    }

    private void Submit(string name, params string[] lines) => File.WriteAllText(Path.Combine(_options.JobFolder, name + ".JRQ"), string.Join("\r\n", lines) + "\r\n");

    private void Run(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _server.Step();
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private string Status() => File.ReadAllText(Path.Combine(_options.JobFolder, "Status", "Left.txt"));

    private IEnumerable<string?> Jobs() => Directory.GetFiles(_options.JobFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private IEnumerable<string?> Discs() => Directory.GetFiles(_options.OutputFolder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
