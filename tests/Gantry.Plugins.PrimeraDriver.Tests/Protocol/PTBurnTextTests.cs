namespace Gantry.Plugins.PrimeraDriver.Tests;

public sealed class PTBurnTextTests
{
    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x41, 0, 0xD6, 0 })]
    [InlineData(new byte[] { 0xFE, 0xFF, 0, 0x41, 0, 0xD6 })]
    [InlineData(new byte[] { 0x41, 0, 0xD6, 0 })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0x41, 0xC3, 0x96 })]
    [InlineData(new byte[] { 0x41, 0xD6 })]
    public void Every_kind_of_characters_is_read(byte[] bytes) => Assert.Equal("AÖ", PTBurnText.Read(bytes, "1252"));

    [Fact]
    public void Unicode_is_written_with_its_mark() => Assert.Equal(new byte[] { 0xFF, 0xFE, 0x41, 0, 0xD6, 0 }, PTBurnText.Write("AÖ", isUnicode: true, "1252"));

    [Fact]
    public void What_a_code_page_has_not_is_a_question_mark() => Assert.Equal(new byte[] { 0x41, 0xD6, 0x3F }, PTBurnText.Write("AÖ山", isUnicode: false, "1252"));

    [Fact]
    public void An_empty_file_is_an_empty_text() => Assert.Equal("", PTBurnText.Read([], "1252"));

    [Theory]
    [InlineData("A.JRQ", nameof(JobPhase.Submitted)), InlineData("A.jrq", nameof(JobPhase.Submitted)), InlineData("A.Qrj", nameof(JobPhase.Queued)), InlineData("A.inp", nameof(JobPhase.InProcess))]
    [InlineData("A.DON", nameof(JobPhase.Done)), InlineData("a.err", nameof(JobPhase.Failed)), InlineData("A.ABT", nameof(JobPhase.Failed)), InlineData("A.PTM", nameof(JobPhase.None)), InlineData("A", nameof(JobPhase.None))]
    public void A_phase_is_an_extension_in_either_case(string file, string phase) => Assert.Equal(phase, JobPhases.Of(file).ToString());

    [Fact]
    public void Of_two_files_of_a_job_the_later_phase_counts()
    {
        var phases = JobPhases.OfAll(["A.inp", "a.DON", "B.JRQ", "B.tmp", "SETUP.INI"]);

        Assert.Equal((JobPhase.Done, JobPhase.Submitted, 2), (phases["A"], phases["b"], phases.Count));
    }
}
