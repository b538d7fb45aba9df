"""Common first names, to tell whom "he" and "she" can mean; a name of both or of neither list tells nothing."""

from __future__ import annotations

_WOMEN = """
Abby Abigail Adele Adriana Agatha Agnes Agnieszka Aileen Aisha Alexandra Alexandria Alice Alicia Alina Alison
Allison Alyssa Amanda Amara Amber Amelia Amina Amy Ana Anastasia Andrea Angela Angelina Anita Anja Ann Anna Anne
Anneliese Annette Annie April Ariana Ashley Astrid Audrey Aurora Ava Barbara Beatrice Bella Beth Bethany Betty
Beverly Bianca Birgit Bonnie Brandi Brenda Briana Brianna Bridget Brigid Brigitte Britney Brittany Brittney Brooke
Caitlin Camila Camilla Candace Carla Carlotta Carmen Carol Carolina Caroline Carolyn Carrie Cassandra Cassidy
Catherine Cathy Catrin Cecilia Charlotte Chelsea Cheryl Chiara Chloe Christina Christine Cindy Claire Clara Claudia
Clémence Connie Courtney Crystal Cynthia Dagmar Daisy Daniela Danielle Daphne Dawn Deanna Deborah Debra Denise Diana
Diane Dina Dolores Donna Dora Doris Dorothy Edda Edith Eileen Elaine Eleanor Elena Elise Elizabeth Elke Ella Ellen
Elsa Emilia Emily Emma Erica Erika Erin Estelle Esther Eugenia Eva Eve Evelyn Faith Fatima Federica Fiona Flora
Florence Frances Francesca Freya Frida Frieda Gabriela Gabrielle Gail Genevieve Georgia Geraldine Gina Giorgia
Giulia Gloria Grace Greta Gretchen Gudrun Gwen Gwendolyn Hailey Halina Hana Hanna Hannah Harriet Hazel Heather Hedda
Heidi Helen Helena Henrietta Hester Hilda Hillary Holly Ida Ilana Ilse Ines Inga Ingrid Inés Iona Irene Irina Iris
Isabel Isabella Isabelle Ivana Ivanka Ivy Jacqueline Jana Jane Janet Janice Jasmine Jean Jeanette Jen Jenna Jennifer
Jenny Jessica Jette Jill Joan Joanna Joanne Johanna Jolanda Josephine Joyce Juanita Judith Judy Julia Juliana Julie
Juliet June Jutta Kaitlyn Kaja Kamala Karen Karin Karine Karla Karolina Katarina Kate Katherine Kathleen Kathryn
Kathy Katie Katja Katrina Kayla Kelsey Ketanji Kimberly Kirsten Klara Kristen Kristin Kristina Kyra Lara Laura
Lauren Leah Leena Leila Lena Leonie Leslie Leticia Letitia Lieselotte Lillian Lily Lina Linda Lindsay Lindsey Lisa
Liv Livia Liz Liza Lois Loretta Lori Lorraine Lotte Louise Lucia Lucy Luisa Lydia Lynn Mackenzie Madeline Madison
Magda Magdalena Maggie Maja Makenzie Malia Mandy Manon Marcia Margaret Margarita Marguerite Maria Mariana Marianne
Marie Marina Marissa Marit Marjorie Marlene Marta Martha Mary Mathilde Matilda Maureen Maya Meg Megan Meghan Melania
Melanie Melinda Melissa Mercedes Meredith Mia Michelle Mildred Milena Mina Mira Miranda Mireille Molly Monica Muriel
Nadia Nadine Nancy Naomi Natalia Natalie Natasha Nele Nell Nicola Nicole Nina Nora Norma Odette Olga Olivia Ottilie
Pamela Paola Patricia Paula Pauline Peggy Penelope Penny Petra Phoebe Phyllis Pia Pilar Polly Priscilla Priya Rachel
Rania Rebecca Regina Renata Renee Rhonda Rita Roberta Robin Rosa Rosalind Rosario Rose Rosemary Roxanne Ruby Ruth
Sabrina Sally Samantha Sandra Sanna Sara Sarah Saskia Savannah Selena Selma Serena Shannon Sharon Shawna Sheila
Shelby Shelley Sheryl Shirley Sienna Signe Sigrid Silvia Simona Simone Sofia Solveig Sonia Sonya Sophia Sophie
Stacey Stacy Stella Stephanie Sue Summer Susan Susanna Suzanne Svetlana Sydney Sylvia Sylvie Tabitha Tamara Tammy
Tanya Tara Tatiana Tatjana Taylor Teresa Tessa Thelma Theresa Tiffany Tilda Tilde Tina Tove Tracy Ulrike Uma Ursula
Ute Valentina Valeria Valerie Vanessa Vera Veronica Victoria Violet Virginia Vivian Wanda Wendy Whitney Wilhelmina
Winnie Yasmin Yolanda Yolande Yulia Yvette Yvonne Zainab Zoe Zora
"""
_MEN = """
Aaron Abdul Abel Abraham Achim Adam Adolf Adrian Ahmad Ahmed Alan Albert Alberto Aldo Aldous Alec Alejandro
Alessandro Alex Alexander Alexei Alfred Ali Alistair Allan Allen Alonso Ambrose Anders Andre Andrea Andrej Andres
Andrew Andriy Andrés Andy Angus Anselm Anthony Antoine Anton Antonio Antony Archie Armando Armin Arne Arno Arnold
Arthur Arvid Ashish Austin Axel Baldwin Barack Barry Bashar Basil Bastian Ben Benedict Benjamin Bennie Bernard Bernd
Bernie Bertrand Bill Billy Björn Blake Bob Bobby Boris Brad Bradley Brandon Brendan Brent Bret Brett Brian Bruce
Bruno Bryan Bryce Caleb Calvin Carl Carlos Carsten Casey Cedric Cesar Chad Charles Charlie Chris Christian
Christopher Chuck Clarence Clark Claude Clay Clement Clifford Clint Clive Cody Colin Connor Conrad Corey Cornelius
Cosimo Craig Curtis Cyril Cyrus Dale Damian Damon Dan Daniel Danny Dario Darrell Darren Dave David Dean Denis Dennis
Denys Derek Derrick Desmond Devin Dick Didier Diego Dieter Dietmar Dirk Dmitri Dmitry Dmytro Dominic Don Donald
Donny Doug Douglas Duncan Dunstan Dustin Dwayne Dwight Dylan Earl Eberhard Eddie Edgar Eduardo Edward Edwin Eli
Elias Elijah Elmar Elon Emil Emilio Emmanuel Enrique Enzo Erhard Eric Erik Ernest Ethan Etienne Eugene Evan Fabian
Fabio Farhan Felix Ferdinand Fernando Florian Francis Francisco Frank Franklin Franz Fred Frederick Friedrich Fritz
Fumio Gabriel Gareth Garrett Gary Gavin Gene Geoff Geoffrey Georg George Gerald Gerard Gerd Gerhard Gianni Gil
Giorgio Giovanni Giuseppe Glen Glenn Gordon Graham Grant Greg Gregor Gregory Guido Guillermo Gunnar Gunther Gustav
Guy Hakeem Hamid Hamish Hans Harald Harold Harrison Harry Harvey Hassan Hector Heinrich Heinz Helmut Henrik Henry
Herbert Herman Herschel Holger Horst Howard Hugh Hugo Hussein Ian Ibrahim Ignacio Igor Ingo Isaac Ismail Ivan Jack
Jacob Jaime Jake Jalen James Jared Jaroslav Jason Javier Jay Jean Jeff Jeffrey Jens Jeremy Jerome Jerry Jesse Jesus
Jim Jimmy Joachim Joe Joel Johan Johann John Johnny Jon Jonah Jonas Jonathan Jordan Jorge Jose Josef Josep Joseph
Josh Joshua José Juan Julian Julio Julius Justin Jürgen Kai Karl Kaspar Keith Ken Kenneth Kevin Khalid Kirk Klaus
Kurt Kyle Lamar Lance Larry Lars Lawrence Lee Leif Leo Leon Leonard Leonardo Leopold Levi Lewis Liam Linus Lloyd
Logan Lorenzo Lothar Louis Luca Lucas Ludwig Luis Lukas Luke Luther Magnus Mahmoud Malcolm Manfred Manuel Marc
Marcel Marco Marcos Marcus Mario Marius Mark Marko Marshall Martin Marvin Masoud Mateo Mateus Mathieu Matt Matteo
Matthew Matthias Maurice Max Maxwell Mehdi Merrick Michael Mick Miguel Mikael Mike Mikhail Milan Miles Milo Mitch
Mitchell Mohamed Mohammad Mohammed Morgan Moritz Muhammad Mustafa Narendra Nathan Nathaniel Ned Neil Nelson Nicholas
Nick Nico Nicolas Niels Nigel Niklas Nikolai Nikos Nils Noah Noel Norman Olaf Ole Oleg Oleksandr Oleksiy Oliver
Olivier Omar Orlando Oscar Osman Otto Owen Pablo Pascal Patrick Paul Pavel Pedro Peer Per Pete Peter Phil Philip
Philippe Phillip Pierre Quentin Rafael Rainer Ralf Ralph Ramon Ramón Randall Randy Raphael Rasmus Raul Ray Raymond
Recep Reginald Reiner Reinhard Renato Ricardo Richard Rick Ricky Rishi Rob Robert Roberto Rodney Roger Roland Rolf
Roman Ron Ronald Rory Ross Roy Ruben Rudolph Rudy Rufus Rupert Russell Ryan Sajid Salman Salvador Samir Samuel Scott
Sean Sebastian Sergei Sergey Sergio Seth Shane Shaun Shawn Sheldon Sherman Sidney Silas Silvio Simon Spencer Stanley
Stefan Stephen Steve Steven Stewart Stuart Stéphane Sven Tariq Ted Terrence Theodore Thibault Thierry Thomas
Thorsten Tim Timothy Tobias Toby Todd Tom Tomas Tommy Tony Travis Trevor Tristan Troy Tucker Tyler Tyrone Udo Ulf
Ulrich Umberto Uwe Valentin Vasily Vernon Victor Viktor Vincent Vitali Vladimir Vladislav Volodymyr Wade Wallace
Walter Walther Warren Wayne Werner Wesley Wilbur Wilfried Wilhelm Will William Willie Wilmot Winston Wolf Wolfgang
Wyatt Xavier Yair Yann Yannick Yasser Yoel Yurii Yusuf Yves Zachary Zack Zoltan
"""
WOMEN = frozenset(_WOMEN.split())
MEN = frozenset(_MEN.split())
