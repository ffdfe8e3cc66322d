using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>The errors of jobs (JobErrorNumber) and of discs (DiscErrorNumber).</summary>
internal static class JobErrors
{
    /// <summary>The number of a job that was aborted.</summary>
    public const int Aborted = 16;

    /// <summary>An error in words.</summary>
    /// <param name="error">Its number; 0 where none is told.</param>
    /// <param name="text">What PTBurn says of it, for numbers that are not known here.</param>
    public static PTBurnError Of(int error, string text) => error switch
    {
        1 => Service("the recording engine failed"),
        2 => Failed("PTBurn could not work on the job"),
        3 => Operator("the robotics failed"),
        4 => Job("PTBurn cannot read the files of the disc; does it see the job folder under the path of JobFolderAtRobot?"),
        5 => Job("the job has more than 99 entries"),
        6 => Job("the job has nothing to burn"),
        7 => Job("the label is of a kind that PTBurn does not print"),
        8 => Job("PTBurn does not understand the job; are the characters those of its build?"),
        9 or 36 => Failed("PTBurn cannot write its status"),
        10 => Supplies("the disc is not of the medium that was ordered, or is faulty"),
        11 => Supplies("the disc is too small for the content"),
        12 => Supplies("the disc is not blank"),
        13 => Service("a drive does not open or close"),
        14 => Operator("a drive is not ready"),
        15 => Job("the drive is none of the robot's"),
        Aborted => Job("it was aborted"),
        17 => Job("the content is no DVD"),
        18 => Failed("a disc could not be recorded"),
        19 => Failed("a disc does not have what was recorded"),
        20 => Operator("too many discs were rejected one after the other; look at the discs and the drives"),
        21 => Job("the session is not valid"),
        22 => Service("PTBurn has no licence for that"),
        23 => Job("PTBurn did not take a message"),
        24 => Job("PTBurn does not know this kind of job"),
        25 => Job("a value of the job is not valid; look at the settings of the driver"),
        26 => Supplies("the disk of the robot's computer is full"),
        27 => Job("the CD text is not valid"),
        28 => Service("the program that prints labels is not installed"),
        29 => Job("the file of the label is not there; look at the settings Label and LabelFor"),
        30 => Supplies("the cartridges are not those that the label needs"),
        31 => Supplies("there is no place for what is read from the disc"),
        32 => Failed("a disc could not be read"),
        33 or 34 => Job("the names of the volume are not valid"),
        35 => Job("PTBurn cannot use the image"),
        37 => Job("PTBurn or the robot does not support that"),
        38 => Job("the name of the job is not valid"),
        39 => Job("a text of the job is too long"),
        40 => Operator("printing failed"),
        _ => Job(text.Length > 0 ? text : "PTBurn does not say why; its log may"),
    };

    private static PTBurnError Job(string words) => new(MediaDeviceCondition.Ready, words);

    private static PTBurnError Operator(string words) => new(MediaDeviceCondition.NeedsOperator, words);

    private static PTBurnError Supplies(string words) => new(MediaDeviceCondition.OutOfSupplies, words);

    private static PTBurnError Service(string words) => new(MediaDeviceCondition.NeedsService, words);

    private static PTBurnError Failed(string words) => new(MediaDeviceCondition.Failed, words);
}
