using System.Globalization;
using Gantry.Tools.PTBurnSimulator;

const string Usage = """
    usage: PTBurnSimulator JOB-FOLDER OUTPUT-FOLDER [options]
      --robot NAME        a robot of that name; again for more (default: one, DiscPublisher)
      --discs N           blank discs in each bin (default 100)       --ink N             per cent of ink (default 100)
      --seconds N         how long a step of a disc takes (default 3) --messages N        seconds between looks for messages (default 10)
      --scan N, --status N  seconds between looks for jobs (default 1), between writes of the status (default 2); all seconds may have fractions
      --path PREFIX=DIR   how jobs name a folder of this machine, as C:\PTBurnJobs=/srv/ptburn
      --unicode           the Unicode build        --small             small letters in extensions        --single    one status file, PTStatus.txt
      --kill              what runs when it starts has failed (JobActionOnStartup=Kill)
    while it runs, a line each: [ROBOT] discs N | left N | ink N | low N | cover open|closed | offline | online | fault N | reject N | fail N ; freeze | thaw | quit
    """;

SimulatorOptions options;
List<SimulatedRobot> robots;
try
{
    (options, robots) = CommandLine.Parse(args);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    var server = new PTBurnServer(options, robots);
    await using (server.ConfigureAwait(false))
    {
        server.Told += line => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.Now:HH:mm:ss} {line}"));
        server.Start();
        while (await Console.In.ReadLineAsync().ConfigureAwait(false) is { } line && line.Trim() != "quit")
        {
            if (!CommandLine.Obey(server, line))
            {
                Console.Error.WriteLine($"'{line}' is not understood.");
            }
        }
    }
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(failure.Message);
    return 2;
}

return 0;
