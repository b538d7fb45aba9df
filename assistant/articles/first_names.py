"""Common first names, to tell whom "he" and "she" can mean; a name of both or of neither list tells nothing."""

from __future__ import annotations

_WOMEN = """
Abigail Adriana Agnes Aisha Alexandra Alexandria Alice Alicia Alison Allison Alyssa Amanda Amber Amelia Amy Ana Anastasia Andrea
Angela Angelina Anita Ann Anna Anne Annette Annie April Ariana Ashley Audrey Ava Barbara Beatrice Bella Beth Bethany Betty
Beverly Bianca Bonnie Brandi Brenda Briana Brianna Bridget Britney Brittany Brittney Brooke Caitlin Camila Camilla Candace Carla
Carmen Carol Carolina Caroline Carolyn Carrie Cassandra Cassidy Catherine Cathy Charlotte Chelsea Cheryl Chloe Christina
Christine Cindy Claire Clara Claudia Connie Courtney Crystal Cynthia Daisy Daniela Danielle Dawn Deborah Debra Deanna Denise
Diana Diane Dolores Donna Dora Doris Dorothy Edith Eileen Elaine Eleanor Elena Elise Elizabeth Ella Ellen Emily Emma Erica
Erika Erin Esther Eva Eve Evelyn Faith Fatima Fiona Florence Frances Francesca Freya Gabriela Gabrielle Gail Georgia Geraldine
Gina Giorgia Giulia Gloria Grace Gretchen Gwendolyn Hailey Hannah Harriet Hazel Heather Heidi Helen Helena Hillary Holly Ida Ilana
Ingrid Irene Iris Irina Isabel Isabella Isabelle Ivanka Jacqueline Jane Janet Janice Jasmine Jean Jeanette Jen Jenna Jennifer
Jenny Jessica Jill Joan Joanna Joanne Josephine Joyce Juanita Judith Judy Julia Juliana Julie Juliet June Kaitlyn Kamala Karen
Karin Karine Karla Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kayla Kelsey Ketanji Kimberly Kirsten Kristen
Kristin Kristina Kyra Lara Laura Lauren Leah Leila Lena Leslie Leticia Letitia Lillian Lily Linda Lindsay Lindsey Lisa Liz Liza
Lois Loretta Lori Lorraine Louise Lucia Lucy Lydia Lynn Mackenzie Madeline Madison Magdalena Maggie Makenzie Malia Mandy
Marcia Margaret Margarita Maria Mariana Marianne Marie Marina Marissa Marjorie Marlene Martha Mary Maureen Maya Meg Megan Meghan
Melania Melanie Melinda Melissa Mercedes Meredith Mia Michelle Mildred Miranda Molly Monica Nadia Nancy Naomi Natalia Natalie
Natasha Nicola Nicole Nina Nora Norma Olga Olivia Pamela Patricia Paula Pauline Peggy Penelope Penny Phoebe Phyllis Polly
Priscilla Priya Rachel Rebecca Regina Renee Rhonda Rita Roberta Robin Rosa Rosalind Rose Rosemary Roxanne Ruby Ruth Sabrina Sally
Samantha Sandra Sanna Sara Sarah Savannah Selena Serena Shannon Sharon Shawna Sheila Shelby Shelley Sheryl Shirley Sienna
Simone Sofia Sonia Sonya Sophia Sophie Stacey Stacy Stella Stephanie Sue Summer Susan Susanna Suzanne Svetlana Sydney Sylvia
Tabitha Tamara Tammy Tanya Tara Tatiana Taylor Teresa Tessa Thelma Theresa Tiffany Tina Tracy Ursula Valentina Valerie
Vanessa Vera Veronica Victoria Violet Virginia Vivian Wanda Wendy Whitney Winnie Yolanda Yulia Yvette Yvonne Zoe
"""
_MEN = """
Aaron Abdul Abraham Adam Adrian Ahmad Ahmed Alan Albert Alberto Alec Alejandro Alex Alexander Alexei Alfred Ali Allan Allen
Andre Andres Andrés Andrew Andriy Andy Angus Anthony Anton Antonio Antony Archie Armando Arnold Arthur Ashish Austin Barack Barry
Bashar Ben Benjamin Bennie Bernard Bernie Bill Billy Blake Bob Bobby Boris Brad Bradley Brandon Brendan Brent Bret Brett Brian
Bruce Bryan Bryce Caleb Calvin Carl Carlos Casey Cedric Cesar Chad Charles Charlie Chris Christian Christopher Chuck Clarence
Clark Clay Clifford Clint Clive Cody Colin Connor Corey Craig Curtis Cyril Dale Damian Damon Dan Daniel Danny Darrell Darren Dave
David Dean Denis Dennis Denys Derek Derrick Devin Dick Diego Dmitri Dmitry Dmytro Dominic Don Donald Donny Doug Douglas
Duncan Dustin Dwayne Dwight Dylan Earl Eddie Edgar Eduardo Edward Edwin Eli Elias Elijah Elon Emmanuel Enrique Eric Erik Ernest
Ethan Eugene Evan Farhan Felix Fernando Francis Francisco Frank Franklin Fred Frederick Fumio Gabriel Gareth Garrett Gary
Gavin Gene Geoff Geoffrey George Gerald Gerard Gil Giovanni Glen Glenn Gordon Graham Grant Greg Gregory Guillermo Guy Hakeem Hamid
Harold Harrison Harry Harvey Hassan Hector Henry Herbert Herman Herschel Howard Hugh Hugo Hussein Ian Ibrahim Igor Isaac Ismail
Ivan Jack Jacob Jaime Jake Jalen James Jared Jason Javier Jay Jeff Jeffrey Jens Jeremy Jerome Jerry Jesse Jesus Jim Jimmy Joe Joel
John Johnny Jon Jonathan Jordan Jorge Jose José Josep Joseph Josh Joshua Juan Julian Julio Julius Justin Karl Keith Ken
Kenneth Kevin Khalid Kirk Kurt Kyle Lamar Lance Larry Lawrence Lee Leo Leon Leonard Leonardo Levi Lewis Liam Lloyd Logan
Lorenzo Louis Luca Lucas Luis Luke Luther Mahmoud Malcolm Manuel Marc Marcel Marco Marcos Marcus Mario Mark Marshall Martin Marvin
Masoud Mathieu Matt Matthew Maurice Max Maxwell Mehdi Merrick Michael Mick Miguel Mike Mikhail Miles Mitch Mitchell Mohamed
Mohammad Mohammed Morgan Muhammad Mustafa Narendra Nathan Nathaniel Ned Neil Nelson Nicholas Nick Nicolas Nigel Noah Noel Norman
Oleg Oleksandr Oleksiy Oliver Omar Oscar Otto Owen Pablo Patrick Paul Pavel Pedro Pete Peter Phil Philip Phillip Pierre Rafael
Ralph Ramon Randall Randy Raphael Raul Ray Raymond Recep Reginald Ricardo Richard Rick Ricky Rishi Rob Robert Roberto Rodney
Roger Roland Roman Ron Ronald Rory Ross Roy Ruben Rudolph Rudy Russell Ryan Sajid Salman Samuel Scott Sean Sebastian Sergei
Sergey Sergio Seth Shane Shaun Shawn Sheldon Sherman Sidney Simon Spencer Stanley Stefan Stephen Steve Steven Stewart Stuart Ted
Terrence Theodore Thomas Tim Timothy Toby Todd Tom Tommy Tony Travis Trevor Tristan Troy Tucker Tyler Tyrone Vernon
Victor Viktor Vincent Vitali Vladimir Volodymyr Wade Wallace Walter Warren Wayne Wesley Wilbur Will William Willie Winston
Wyatt Xavier Yair Yoel Yurii Yusuf Zachary Zack
"""
WOMEN = frozenset(_WOMEN.split())
MEN = frozenset(_MEN.split())
